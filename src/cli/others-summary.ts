import type { Language, Text } from '../errors.js';
import type { OthersAccount } from '../modules/checks/check-account.js';
import { formatCount } from '../reports/texts/numbers.js';
import type { AuditReport } from '../reports/audit-report.js';
import { retentionStateTerms, rightStateTerms } from '../texts/entitlement-texts.js';
import type { Term } from '../texts/glossary-texts.js';

/** What stands beside the duties, for a terminal: a line for each sort of which there is any. */
export function othersLines(others: OthersAccount, language: Language): readonly string[] {
  const { rights, usedLate, records, escalationsDue } = others;
  const late: Text =
    usedLate === 0
      ? { en: '', zh: '' }
      : { en: ` (${formatCount(usedLate)} used late)`, zh: `（其中逾期行使 ${formatCount(usedLate)}）` };
  const lines: readonly (Text | undefined)[] = [
    statesText({ en: 'Rights', zh: '权利' }, { ...rights, 'not-applicable': 0 }, rightStateTerms, late),
    statesText({ en: 'Records', zh: '记录' }, { ...records, 'not-applicable': 0 }, retentionStateTerms, {
      en: '',
      zh: '',
    }),
    escalationsDue === 0
      ? undefined
      : {
          en: `${formatCount(escalationsDue)} ${escalationsDue === 1 ? 'level of escalation was' : 'levels of escalation were'} due.`,
          zh: `已到时点的升级处理 ${formatCount(escalationsDue)} 级。`,
        },
  ];
  const said = lines.flatMap((line) => (line === undefined ? [] : [line[language]]));
  return said.length === 0 ? [] : ['', ...said];
}

/** `Rights: open 2, lapsed 3.`; undefined where all are none. */
function statesText<State extends string>(
  name: Text,
  counts: Readonly<Record<State, number>>,
  terms: Readonly<Record<State, Term>>,
  more: Text,
): Text | undefined {
  // The codes are the keys of the table, which the compiler cannot see through `Object.keys`.
  const found = (Object.keys(counts) as State[]).filter((state) => counts[state] > 0);
  if (found.length === 0) return undefined;
  const en = found.map((state) => `${terms[state].name.en.toLowerCase()} ${formatCount(counts[state])}`).join(', ');
  const zh = found.map((state) => `${terms[state].name.zh} ${formatCount(counts[state])}`).join('，');
  return { en: `${name.en}: ${en}${more.en}.`, zh: `${name.zh}：${zh}${more.zh}。` };
}

/** The same figures of an audit. */
export function othersOf({ totals }: AuditReport): OthersAccount {
  const { rights, records, escalations } = totals.entitlements;
  const none = { open: 0, 'not-open-yet': 0, used: 0, lapsed: 0, indeterminate: 0, 'not-applicable': 0 };
  const noRecords = { keep: 0, 'may-go': 0, 'must-go': 0, restricted: 0, 'not-started': 0, indeterminate: 0 };
  return {
    rights: rights.reduce((sum, { states }) => added(sum, states), none),
    usedLate: rights.reduce((sum, { usedLate }) => sum + usedLate, 0),
    records: records.reduce((sum, { states }) => added(sum, states), noRecords),
    escalationsDue: escalations.reduce((sum, { due }) => sum + due, 0),
  };
}

function added<State extends string>(
  sum: Readonly<Record<State, number>>,
  more: Readonly<Record<State, number>>,
): Record<State, number> {
  const total: Record<State, number> = { ...sum };
  // As above: the codes are the keys.
  for (const state of Object.keys(sum) as State[]) total[state] += more[state];
  return total;
}
