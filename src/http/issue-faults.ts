import type { z } from 'zod';
import type { Fault } from '../errors.js';
import { inRequest, jsonPointer, type PartOfRequest } from './request.js';
import { valueFault } from './value-errors.js';

export type Issue = z.core.$ZodIssue;

const shownAtOnce = 50;

/** Texts of ours for what a schema found wrong, with where it is: all of it up to fifty. Never repeats a value that was sent. */
export function issueFaults(issues: readonly Issue[], part: PartOfRequest, value: unknown, name?: string): Fault[] {
  const found = issues.flatMap((issue) => flat(issue, []));
  const mistyped = new Set(
    found.filter(({ issue }) => issue.code === 'invalid_type').map(({ path }) => jsonPointer(path)),
  );
  // The length of what is no list at all says nothing.
  const telling = found.filter(({ issue, path }) => !issue.code.startsWith('too_') || !mistyped.has(jsonPointer(path)));
  const faults = telling.flatMap(({ issue, path }) => asFault(issue, path, part, value, name));
  if (faults.length <= shownAtOnce) return faults;
  return [...faults.slice(0, shownAtOnce), valueFault('value.more_faults', { count: faults.length - shownAtOnce })];
}

interface Found {
  readonly issue: Issue;
  readonly path: readonly PropertyKey[];
}

/** Of alternatives only the one that fits best is worth correcting; of a key or an element what is wrong with it. */
function flat(issue: Issue, above: readonly PropertyKey[]): readonly Found[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_key') return [{ issue, path }];
  if (issue.code === 'invalid_element') return issue.issues.flatMap((inner) => flat(inner, path));
  if (issue.code !== 'invalid_union') return [{ issue, path }];
  const best = nearest(issue.errors);
  return best === undefined ? [{ issue, path }] : best.flatMap((inner) => flat(inner, path));
}

/** The alternative whose faults lie inside it, not at its root; none where two or more do, or none does. */
function nearest(alternatives: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const inside = alternatives.filter((issues) => issues.length > 0 && issues.every(({ path }) => path.length > 0));
  return inside.length === 1 ? inside[0] : undefined;
}

function asFault(
  issue: Issue,
  path: readonly PropertyKey[],
  part: PartOfRequest,
  value: unknown,
  name: string | undefined,
): readonly Fault[] {
  const within = part === 'body' ? jsonPointer(path) : [name, ...path].filter(isGiven).map(String).join('.');
  const place = inRequest(part, within);
  const named = isMissing(issue, path, value) ? [['value.missing'] as const] : namedFaults(issue);
  return named.map(([code, data = {}]) => valueFault(code, data, place));
}

/** What is wrong; of unrecognised keys each. */
function namedFaults(issue: Issue): readonly Named[] {
  switch (issue.code) {
    case 'invalid_type':
      return [typeFault(issue.expected)];
    case 'too_small':
    case 'too_big':
      return [sizeFault(issue)];
    case 'invalid_format':
      return [formatFault(issue)];
    case 'invalid_value':
      return [['value.not_allowed', { allowed: listed(issue.values) }]];
    case 'unrecognized_keys':
      return issue.keys.map((key) => (isName(key) ? ['value.unknown_name', { key }] : ['value.unknown_key']));
    case 'invalid_key':
      return [['value.unknown_key']];
    case 'invalid_union': {
      const allowed = 'options' in issue ? issue.options : undefined;
      return [allowed === undefined ? ['value.no_alternative'] : ['value.not_allowed', { allowed: listed(allowed) }]];
    }
    case 'not_multiple_of':
      return [['value.wrong_format', { format: `n × ${issue.divisor}` }]];
    default:
      return [['value.refused']];
  }
}

/** The words that can stand there; they are ours, not what was sent. */
function listed(values: readonly z.core.util.Primitive[]): string {
  return values.map((value) => (typeof value === 'string' ? JSON.stringify(value) : String(value))).join(', ');
}

type Named = readonly [Parameters<typeof valueFault>[0], Parameters<typeof valueFault>[1]?];

const types: Readonly<Record<string, Named>> = {
  string: ['value.not_text'],
  number: ['value.not_number'],
  int: ['value.not_whole'],
  boolean: ['value.not_boolean'],
  array: ['value.not_list'],
  tuple: ['value.not_list'],
  object: ['value.not_object'],
  record: ['value.not_object'],
};

function typeFault(expected: string): Named {
  return types[expected] ?? ['value.wrong_type', { expected }];
}

function sizeFault(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): Named {
  const small = issue.code === 'too_small';
  const limit = Number(small ? issue.minimum : issue.maximum);
  const data = { limit };
  if (issue.origin === 'string')
    return small ? [limit === 1 ? 'value.empty' : 'value.too_short', data] : ['value.too_long', data];
  if (['array', 'set', 'object', 'record', 'map'].includes(issue.origin))
    return small ? [limit === 1 ? 'value.empty' : 'value.too_few', data] : ['value.too_many', data];
  if (issue.inclusive === false) return [small ? 'value.not_greater' : 'value.not_less', data];
  return [small ? 'value.too_small' : 'value.too_large', data];
}

const formats: Readonly<Record<string, Named>> = {
  date: ['value.not_day'],
  datetime: ['value.not_instant'],
  uuid: ['value.not_uuid'],
  guid: ['value.not_uuid'],
};

function formatFault({ format, pattern }: Extract<Issue, { code: 'invalid_format' }>): Named {
  return (
    formats[format] ?? [
      'value.wrong_format',
      { format: format === 'regex' && pattern !== undefined ? pattern : format },
    ]
  );
}

/** Nothing is there at all: "missing" says more than the type that was expected. */
function isMissing(issue: Issue, path: readonly PropertyKey[], value: unknown): boolean {
  if (issue.code !== 'invalid_type' && issue.code !== 'invalid_value' && issue.code !== 'invalid_union') return false;
  return at(value, path) === undefined;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined,
    value,
  );
}

function isGiven<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** A key that looks like a name of ours, misspelt perhaps; anything else may be somebody's. */
function isName(key: string): boolean {
  return /^[A-Za-z][\w.-]{0,40}$/.test(key);
}
