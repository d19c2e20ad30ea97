import type { FaultData } from '../../errors.js';
import { isRecord, parseEventTime, parseFactValue, type Parsed } from '../facts/fact-value.js';
import type { FactValue } from '../values.js';
import type { NameType } from './condition.js';
import type { ConditionProblem } from './condition-errors.js';
import type { Operator } from './operators.js';

/** The right-hand side of a comparison. */
export type Operand =
  | { readonly kind: 'literal'; readonly value: FactValue }
  | { readonly kind: 'list'; readonly values: readonly FactValue[] }
  | { readonly kind: 'name'; readonly name: string };

/** Reads the right-hand side for an operator on a name of this type, or says everything that is wrong with it, with paths from the value. */
export function readOperand(
  raw: unknown,
  operator: Operator,
  type: NameType,
  values: readonly string[] | undefined,
): { readonly operand: Operand } | { readonly problems: readonly ConditionProblem[] } {
  if (isRecord(raw)) return readReference(raw, operator);
  if (operator === 'happened' || operator === 'known')
    return typeof raw === 'boolean' ? literal({ value: raw }) : refuse('condition.needs_literal', { operator });
  const listed = operator === 'in' || operator === 'notIn';
  if (listed) return readList(raw, operator, type, values);
  if (Array.isArray(raw)) return refuse('condition.list_not_allowed', { operator });
  return literal(parseLiteral(type, raw, values));
}

function readReference(raw: Readonly<Record<string, unknown>>, operator: Operator): ReturnType<typeof readOperand> {
  const key = Object.hasOwn(raw, 'fact') ? 'fact' : 'parameter';
  const name = Object.hasOwn(raw, key) ? raw[key] : undefined;
  const extra = Object.keys(raw).filter((each) => each !== key);
  const problems: ConditionProblem[] = extra.map((each) => ({
    code: each === 'path' ? 'condition.path' : 'condition.unknown_key',
    data: { key: each, known: 'fact, parameter', hint: '' },
    path: [each],
  }));
  if (operator === 'happened' || operator === 'known')
    problems.push({ code: 'condition.needs_literal', data: { operator }, path: [] });
  if (typeof name !== 'string')
    problems.push({ code: 'condition.not_a_name', data: { key: 'value', found: typeof name }, path: [] });
  return typeof name === 'string' && problems.length === 0 ? { operand: { kind: 'name', name } } : { problems };
}

function readList(
  raw: unknown,
  operator: Operator,
  type: NameType,
  values: readonly string[] | undefined,
): ReturnType<typeof readOperand> {
  if (!Array.isArray(raw) || raw.length === 0) return refuse('condition.needs_list', { operator });
  const problems: ConditionProblem[] = [];
  const found: FactValue[] = [];
  for (const [index, each] of raw.entries()) {
    const parsed = parseLiteral(type, each, values);
    if ('problem' in parsed) problems.push({ ...parsed.problem, path: [index] });
    else found.push(parsed.value);
  }
  return problems.length > 0 ? { problems } : { operand: { kind: 'list', values: found } };
}

/** Instants and events may be compared with a whole day too (S1); of a list of words, one word is asked for. */
function parseLiteral(type: NameType, raw: unknown, values: readonly string[] | undefined): Parsed<FactValue> {
  if (type === 'event' || type === 'instant') return parseEventTime(raw);
  return parseFactValue(type === 'words' ? 'word' : type, raw, values);
}

function literal(parsed: Parsed<FactValue>): ReturnType<typeof readOperand> {
  if ('problem' in parsed) return { problems: [{ ...parsed.problem, path: [] }] };
  return { operand: { kind: 'literal', value: parsed.value } };
}

function refuse(code: ConditionProblem['code'], data: FaultData): { readonly problems: readonly ConditionProblem[] } {
  return { problems: [{ code, data, path: [] }] };
}
