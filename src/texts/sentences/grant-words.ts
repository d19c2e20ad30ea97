import type { Text } from '../../errors.js';
import type { Grant, Right } from '../../rules/policy/right-types.js';
import { citeWords, clockRemarks } from './clock-words.js';
import { conditionWords } from './condition-words.js';
import { clauses, joined, listed, lowered, same } from './phrase.js';
import { momentWords, valueWords, type Speech } from './value-words.js';

/** What a right gives: each remedy with its amount and who pays it, a choice with every option. */
export function grantsWords(grants: readonly Grant[], speech: Speech): Text {
  return listed(
    grants.map((grant) => grantWords(grant, speech)),
    'and',
  );
}

function grantWords(grant: Grant, speech: Speech): Text {
  const condition = grant.when && conditionWords(grant.when.document, speech.titles, speech.policy);
  const where = condition && { en: `where ${condition.en}`, zh: `限于${condition.zh}` };
  if (grant.kind === 'one-of') {
    const options = listed(
      grant.of.map((each) => grantWords(each, speech)),
      'or',
    );
    const remark = where === undefined ? same('') : { en: ` (${where.en})`, zh: `（${where.zh}）` };
    return joined({ en: `(either ${options.en}, at their choice)`, zh: `（由其选择${options.zh}）` }, remark);
  }
  const { amount, upTo, paidBy, cite } = grant;
  const remarks: Text[] = [];
  if (amount !== undefined) remarks.push(valueWords(amount, speech));
  if (upTo !== undefined) remarks.push(joined({ en: 'up to ', zh: '不超过' }, valueWords(upTo, speech)));
  if (paidBy !== undefined) {
    const payer = speech.titles.party(paidBy);
    remarks.push({ en: `paid by the ${lowered(payer).en}`, zh: `由${payer.zh}承担` });
  }
  if (where !== undefined) remarks.push(where);
  const all = clauses(remarks);
  const remedy = lowered(speech.titles.word('remedies', grant.remedy));
  const inside = remarks.length === 0 ? same('') : { en: ` (${all.en})`, zh: `（${all.zh}）` };
  return joined(remedy, inside, citeWords(cite, speech.titles.instruments));
}

/** When a right can be used, until when, and how; what closes it. */
export function windowRemarks({ window, usedBy, exclusions }: Right, speech: Speech): readonly Text[] {
  const opens = window?.opens && momentWords(window.opens, speech);
  const used = usedBy && momentWords(usedBy, speech);
  return [
    ...(opens === undefined ? [] : [{ en: `not before ${opens.en}`, zh: `不得早于${opens.zh}` }]),
    ...(window?.clock === undefined ? [] : clockRemarks(window.clock, speech)),
    ...(used === undefined ? [] : [{ en: `it is used by ${used.en}`, zh: `以${used.zh}行使` }]),
    ...exclusions.map(({ when, unless, cite }) => {
      const [holds, lifted] = [when, unless].map(
        (each) => each && conditionWords(each.document, speech.titles, speech.policy),
      );
      const out = { en: `not where ${holds?.en ?? ''}`, zh: `${holds?.zh ?? ''}的除外` };
      const but = lifted && { en: `, unless ${lifted.en}`, zh: `，但${lifted.zh}的仍可行使` };
      return joined(out, but ?? same(''), citeWords(cite, speech.titles.instruments));
    }),
  ];
}
