import type { FaultData } from '../../../errors.js';
import type { CompiledCondition } from '../../conditions/condition.js';
import type { Policy } from '../../policy/policy.js';
import { allRules } from '../all-rules.js';
import type { AnalysisCode } from './analysis-errors.js';
import { canHold, satisfiable, tryAll, type Ground } from './decide.js';
import { placeOf, remark, type Check, type Remark } from './remark.js';
import { showReadings } from './show.js';
import { tablesIn } from './tables-in.js';

/** Rows that nothing reaches, and tables that leave values without a row. */
export function checkTables(check: Check, policy: Policy): readonly Remark[] {
  const ground = check.groundOf(policy);
  const inFacts = [...policy.facts.values()].flatMap((fact) => {
    const path = fact.sets ? ['intake', 'sets', fact.id] : ['facts', fact.id];
    return tablesIn(fact.form).map((table) => ({ table, place: check.locate(policy.file, path) }));
  });
  const inRules = allRules(policy).flatMap((rule) =>
    tablesIn(rule).map((table) => ({ table, place: placeOf(check, policy, rule) })),
  );
  const inLimits = policy.authority.flatMap((limit) =>
    tablesIn(limit).map((table) => ({
      table,
      place: check.locate(policy.file, ['authority', limit.role], limit.line),
    })),
  );
  return [...inFacts, ...inRules, ...inLimits].flatMap(({ table, place }) =>
    sayOfTable(
      table.rows.map(({ when }) => when),
      ground,
    ).map(({ code, data }) => remark(code, data, place)),
  );
}

interface TableRemark {
  readonly code: AnalysisCode;
  readonly data: FaultData;
}

function sayOfTable(rows: readonly (CompiledCondition | undefined)[], ground: Ground): readonly TableRemark[] {
  const found: TableRemark[] = [];
  const sound = rows.flatMap((row, index) => {
    const holds = row === undefined ? true : canHold([row], ground);
    if (holds === false) found.push({ code: 'check.row_never_holds', data: { row: index + 1 } });
    return holds === false ? [] : [{ row, index }];
  });
  const nodes = sound.map(({ row }) => row?.document).filter((each) => each !== undefined);
  const hasLast = rows.at(-1) === undefined;
  const reached = new Set<number>();
  const decided = tryAll(nodes, ground, { withNone: true }, (truths) => {
    const first = truths.findIndex((truth) => truth !== false);
    for (const index of truths.keys()) if (truths[index] !== false && mayReach(truths, index)) reached.add(index);
    if (first < 0) reached.add(truths.length);
    return false;
  });
  if (!decided) return [...found, ...rowByRow(sound, nodes, hasLast, ground)];
  for (const [position, { index, row }] of sound.entries())
    if (!reached.has(row === undefined ? nodes.length : position))
      found.push({ code: 'check.unreachable_row', data: { row: index + 1 } });
  const gap = hasLast ? undefined : gapOf(nodes, ground);
  return gap === undefined ? found : [...found, { code: 'check.gap', data: { example: gap } }];
}

/** A row that may hold, with no row before it that surely does. */
function mayReach(truths: readonly (boolean | undefined)[], index: number): boolean {
  return !truths.slice(0, index).includes(true);
}

function gapOf(nodes: readonly CompiledCondition['document'][], ground: Ground): string | undefined {
  let gap: string | undefined;
  tryAll(nodes, ground, { withNone: false }, (truths, values) => {
    if (!truths.every((truth) => truth === false)) return false;
    gap = showReadings(values, ground.set.organisation.zone);
    return true;
  });
  return gap;
}

/** The same for a table of too many values, each question by itself. */
function rowByRow(
  sound: readonly { readonly row: CompiledCondition | undefined; readonly index: number }[],
  nodes: readonly CompiledCondition['document'][],
  hasLast: boolean,
  ground: Ground,
): readonly TableRemark[] {
  const none = nodes.map((node) => ({ not: node }));
  const found: TableRemark[] = [];
  const decisions = sound.map(({ row, index }, position) => {
    const before = none.slice(0, position);
    const reached = satisfiable(row === undefined ? before : [row.document, ...before], ground);
    if (reached === false) found.push({ code: 'check.unreachable_row', data: { row: index + 1 } });
    return reached;
  });
  const gap = hasLast ? false : satisfiable(none, ground, { withNone: false });
  if (gap === true) found.push({ code: 'check.gap', data: { example: '…' } });
  return decisions.includes(undefined) || gap === undefined
    ? [...found, { code: 'notice.table_not_decided', data: {} }]
    : found;
}
