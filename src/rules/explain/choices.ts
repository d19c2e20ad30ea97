import type { ConditionDocument } from '../conditions/condition.js';
import { isRecord } from '../facts/fact-value.js';
import { isCompiled } from '../analysis/walk-conditions.js';
import type { AnyRule } from '../analysis/all-rules.js';
import type { Scope, View } from '../judge/scope.js';
import type { Policy } from '../policy/policy.js';
import type { DurationValue, Moment, Row, Table, Value } from '../policy/value-types.js';
import type { Truth } from '../values.js';
import { ask } from './asked.js';
import type { Answering } from './where-from.js';

/** A value that a row of a table gives. */
export type Choosable = Value | DurationValue | Moment;

/** A row that was asked: whether it is the one that applies, or may be, and what decided that. */
export interface RowAsked {
  readonly is: Choosable;
  readonly when: ConditionDocument | undefined;
  /** True for the row that applies; undefined for one that may be it. */
  readonly holds: Truth;
  readonly decided: readonly ConditionDocument[];
  readonly answers: readonly Answering[];
  readonly cite: readonly string[];
  /** Who would have to prove otherwise, where the row is a presumption. */
  readonly burden: string | undefined;
}

/** A table that took part, row by row until one applied. */
export interface Choice {
  /** The fact that it works out; undefined for a table in the rule itself. */
  readonly name: string | undefined;
  /** The policy in whose words the rows stand. */
  readonly policy: Policy;
  readonly rows: readonly RowAsked[];
  /** Rows after the one that applied, which nobody asked. */
  readonly unasked: number;
}

interface Walk {
  readonly scope: Scope;
  readonly view: View;
  readonly found: Choice[];
  readonly seen: Set<unknown>;
}

/** Every table that a rule comes by, in itself and in the worked-out facts that it reads; of a table only the row that applies leads on. */
export function choicesOf(scope: Scope, view: View, rule: AnyRule): readonly Choice[] {
  const walk: Walk = { scope, view, found: [], seen: new Set() };
  walkPart(rule, undefined, walk);
  return walk.found;
}

const nameKeys = new Set(['event', 'fact', 'name']);

function walkPart(part: unknown, name: string | undefined, walk: Walk): void {
  if (part instanceof Map || part instanceof Set || walk.seen.has(part)) return;
  if (Array.isArray(part)) {
    for (const each of part) walkPart(each, name, walk);
    return;
  }
  if (!isRecord(part)) return;
  walk.seen.add(part);
  if (isCompiled(part)) {
    for (const each of part.names) walkName(each, walk);
    return;
  }
  if (isTable(part)) {
    walkTable(part, name, walk);
    return;
  }
  for (const [key, value] of Object.entries(part))
    if (typeof value === 'string' && nameKeys.has(key)) walkName(value, walk);
    else if (typeof value === 'object') walkPart(value, name, walk);
}

function isTable(part: object): part is Table<Choosable> {
  return 'kind' in part && part.kind === 'table' && 'rows' in part && Array.isArray(part.rows);
}

function walkTable({ rows }: Table<Choosable>, name: string | undefined, walk: Walk): void {
  const asked: RowAsked[] = [];
  const choice: Choice = { name, policy: walk.scope.policy, rows: asked, unasked: 0 };
  const place = walk.found.push(choice) - 1;
  for (const row of rows) {
    const told = askRow(row, walk);
    // A row that holds is not surely the one that applies where one before it may be.
    const perhaps = told.holds === true && asked.some(({ holds }) => holds === undefined);
    asked.push(perhaps ? { ...told, holds: undefined } : told);
    if (row.when !== undefined) walkPart(row.when, undefined, walk);
    if (told.holds !== false) walkPart(row.is, undefined, walk);
    if (told.holds === true) break;
  }
  walk.found[place] = { ...choice, unasked: rows.length - asked.length };
}

function askRow({ when, is, cite, burden }: Row<Choosable>, { scope, view }: Walk): RowAsked {
  const told = when && ask(scope, view, 'when', when, cite);
  return {
    is,
    when: when?.document,
    holds: told === undefined ? true : told.result,
    decided: told?.decided ?? [],
    answers: told?.answers ?? [],
    cite,
    burden,
  };
}

/** A worked-out fact counts by the version of its policy: that of the asking rule, else the last. */
function walkName(name: string, walk: Walk): void {
  const key = `name ${name}`;
  if (walk.seen.has(key)) return;
  walk.seen.add(key);
  const { scope } = walk;
  const known = scope.of.workedOut.get(name) ?? [];
  const chosen = known.find(({ policy }) => policy === scope.policy) ?? known.at(-1);
  if (chosen === undefined) return;
  walkPart(chosen.fact.form, name, { ...walk, scope: { ...scope, policy: chosen.policy } });
}
