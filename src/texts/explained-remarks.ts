import type { Text } from '../errors.js';
import type { Found } from '../rules/explain/found.js';
import type { Finding, RightFinding } from '../rules/judge/judgement.js';
import { formatDay } from '../rules/time/day.js';
import { formatTime } from '../rules/time/parse-time.js';
import { markTerms, retentionStateTerms, rightStateTerms } from './entitlement-texts.js';
import { dutyParts, type Words } from './explained-line.js';
import { noteTexts, outcomeTerms } from './glossary-texts.js';
import { clauses, joined, listed, quoted, same } from './sentences/phrase.js';
import type { Titles } from './sentences/titles.js';

/** What else must be known of an answer: whose it is, who governs, what excuses it, how sure it is. */
export function remarksOf(found: Found, words: Words): readonly Text[] {
  switch (found.kind) {
    case 'duty':
      return [...ownText(found.finding.own), ...dutyRemarks(found.finding, words)];
    case 'right':
      return rightRemarks(found.right, words);
    case 'retention':
      return retentionRemarks(found, words);
    case 'escalation':
      return escalationRemarks(found, words);
    case 'undecided':
      return [];
  }
}

function ownText(own: boolean): readonly Text[] {
  return own ? [] : [{ en: 'not a duty of this organisation', zh: '并非本机构的义务' }];
}

function dutyRemarks(finding: Finding, { titles, zone }: Words): readonly Text[] {
  const { superseded, waived, disputed, unverified, assessedBy, elapsed, notes } = finding;
  const governs = superseded === undefined ? undefined : quoted(titles.rule(superseded));
  const waiver = waived && quoted(titles.waiver(waived.waiver));
  const until = elapsed?.until === undefined ? undefined : formatTime(elapsed.until, zone);
  return [
    ...(governs === undefined
      ? []
      : [
          {
            en: `superseded: ${governs.en} is stricter and is the one watched; the outcome stays its own`,
            zh: `非主导：${governs.zh}更严格，以其为准督办；本规则仍保留自己的结论`,
          },
        ]),
    ...(waived === undefined || waiver === undefined
      ? []
      : [
          {
            en: `waived by ${waiver.en} through ${formatDay(waived.through)}: counted apart`,
            zh: `依${waiver.zh}豁免，截至 ${formatDay(waived.through)}（含），单独计数`,
          },
        ]),
    ...(disputed === undefined
      ? []
      : [
          disputedText(
            disputed.facts,
            disputed.outcomes.map((each) => outcomeTerms[each].name),
            titles,
          ),
        ]),
    ...(unverified === true ? [markTerms.unverified.meaning] : []),
    ...(assessedBy === undefined ? [] : [{ en: `assessed by ${assessedBy}`, zh: `由 ${assessedBy} 评定` }]),
    ...(elapsed === undefined
      ? []
      : [
          {
            en: `a judgement is needed since ${formatTime(elapsed.from, zone)}${until === undefined ? '' : `, until ${until}`}`,
            zh: `自 ${formatTime(elapsed.from, zone)} 起待人工判断${until === undefined ? '' : `，至 ${until} 止`}`,
          },
        ]),
    ...notes.map(({ code }) => noteTexts[code]),
  ];
}

function rightRemarks({ own, disputed, unverified, notes }: RightFinding, { titles }: Words): readonly Text[] {
  return [
    ...(own ? [] : [{ en: 'not against this organisation', zh: '并非针对本机构' }]),
    ...(disputed === undefined
      ? []
      : [
          disputedText(
            disputed.facts,
            disputed.states.map((each) => rightStateTerms[each].name),
            titles,
          ),
        ]),
    ...(unverified === true ? [markTerms.unverified.meaning] : []),
    ...notes.map(({ code }) => noteTexts[code]),
  ];
}

function disputedText(facts: readonly string[], came: readonly Text[], titles: Titles): Text {
  const names = listed(
    facts.map((fact) => quoted(titles.name(fact))),
    'and',
  );
  const outcomes = listed(came.map(quoted), 'or');
  return {
    en: `${names.en} ${facts.length > 1 ? 'are' : 'is'} disputed: ${outcomes.en}${came.length > 1 ? ', by' : ''} whoever is believed`,
    zh: `${names.zh}有争议：采信不同的陈述，结论${came.length > 1 ? '可为' : '均为'}${outcomes.zh}`,
  };
}

/** What the other rules about the same records, and holds, make of it. */
function retentionRemarks(
  { retention, records }: Extract<Found, { kind: 'retention' }>,
  { titles }: Words,
): readonly Text[] {
  const own = `${retention.policy}#${retention.rule}`;
  const others = records?.rules.filter((ref) => ref !== own) ?? [];
  const names = listed(
    others.map((ref) => quoted(titles.rule(ref))),
    'and',
  );
  const title = quoted(titles.word('records', retention.records));
  const state = records && retentionStateTerms[records.state].name;
  const [keep, go] = [records?.keepThrough, records?.goBy].map((day) => (day === undefined ? '' : formatDay(day)));
  return [
    ...(retention.own ? [] : [{ en: 'not records of this organisation', zh: '并非本机构的记录' }]),
    ...(records?.held === true ? [{ en: 'a hold is on these records', zh: '该类记录处于保全之中' }] : []),
    ...(others.length === 0 || state === undefined
      ? []
      : [
          {
            en: `together with ${names.en}, ${title.en}: ${state.en}${keep === '' ? '' : `; kept through ${keep}`}${go === '' ? '' : `; gone after ${go}`}`,
            zh: `连同${names.zh}，${title.zh}：${state.zh}${keep === '' ? '' : `；至少保存至 ${keep}`}${go === '' ? '' : `；最长保存至 ${go}`}`,
          },
        ]),
    ...(retention.unverified === true ? [markTerms.unverified.meaning] : []),
  ];
}

/** How the clock that it watches stands. */
function escalationRemarks({ watched, levels }: Extract<Found, { kind: 'escalation' }>, words: Words): readonly Text[] {
  const clocks = watched.map((finding): Text => {
    const title = quoted(words.titles.rule(`${finding.policy}#${finding.rule ?? ''}`));
    const stands = clauses([outcomeTerms[finding.outcome].name, ...dutyParts(finding, words)]);
    const governs = finding.superseded === undefined ? undefined : quoted(words.titles.rule(finding.superseded));
    const who =
      governs === undefined ? same('') : { en: `; ${governs.en} is watched instead`, zh: `；改以${governs.zh}督办` };
    return joined({ en: `watches ${title.en}: ${stands.en}`, zh: `督办对象${title.zh}：${stands.zh}` }, who);
  });
  const unverified = levels.some((level) => level.unverified === true);
  return [...clocks, ...(unverified ? [markTerms.unverified.meaning] : [])];
}
