import { RedressError, type Fault, type Place } from '../../errors.js';
import { inRequest, jsonPointer } from '../../http/request.js';
import { isUsableText } from '../../http/json-body.js';
import { valueFault } from '../../http/value-errors.js';
import { isRecord } from '../../rules/facts/fact-value.js';
import { registerFacts } from '../../rules/analysis/register-facts.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import type { Vocabulary } from '../../rules/policy/vocabulary-types.js';
import type { FactType } from '../../rules/values.js';
import { complaintFault } from './complaint-errors.js';

/** A body being read: what its names may be, and the faults found so far. */
export interface Notebook {
  readonly vocabulary: Vocabulary;
  /** Facts that are read from the register, with their types. */
  readonly registered: ReadonlyMap<string, FactType>;
  readonly faults: Fault[];
  /** Faults beyond those that are shown. */
  unshown: number;
}

export type Path = readonly PropertyKey[];

/** Nobody reads more at once, and looking for the nearest name costs time. */
const shownAtOnce = 50;

/** What of a policy set says which names a body may use. */
export type Words = Pick<PolicySet, 'vocabulary' | 'policies'>;

/** For reading one request: its words, and no faults yet. */
export function openNotebook(words: Words): Notebook {
  return { vocabulary: words.vocabulary, registered: registerFacts(words), faults: [], unshown: 0 };
}

/** Throws every fault that was found; does nothing where there is none. */
export function closeNotebook({ faults, unshown }: Notebook): void {
  if (faults.length === 0) return;
  throw new RedressError(unshown === 0 ? faults : [...faults, valueFault('value.more_faults', { count: unshown })]);
}

/** Takes down a fault at its place in the body. */
export function refuse(notebook: Notebook, path: Path, make: (place: Place) => Fault): undefined {
  if (notebook.faults.length < shownAtOnce) notebook.faults.push(make(inRequest('body', jsonPointer(path))));
  else notebook.unshown++;
  return undefined;
}

type Fields<Key extends string> = Readonly<Partial<Record<Key, unknown>>>;

/** The values of an object by these keys; null is as good as absent. Reports what is no object, and every other key. */
export function fieldsOf<Key extends string>(
  raw: unknown,
  path: Path,
  keys: readonly Key[],
  notebook: Notebook,
): Fields<Key> | undefined {
  if (!isRecord(raw)) return refuse(notebook, path, (at) => valueFault('value.not_object', {}, at));
  const fields: Partial<Record<Key, unknown>> = {};
  for (const [name, value] of Object.entries(raw)) {
    const key = keys.find((each) => each === name);
    if (key !== undefined) fields[key] = value ?? undefined;
    else if (isNameLike(name)) refuse(notebook, path, (at) => valueFault('value.unknown_name', { key: name }, at));
    else refuse(notebook, path, (at) => valueFault('value.unknown_key', {}, at));
  }
  return fields;
}

/** A name of ours, misspelt perhaps; anything else may be somebody's and is not repeated. */
export function isNameLike(name: string): boolean {
  return /^[A-Za-z][\w.-]{0,60}$/.test(name);
}

/** A text that is not blank, of at most `limit` characters; undefined where it is absent or wrong, which is reported. */
export function textOf(raw: unknown, path: Path, limit: number, notebook: Notebook): string | undefined {
  if (raw === undefined) return undefined;
  if (typeof raw !== 'string') return refuse(notebook, path, (at) => valueFault('value.not_text', {}, at));
  if (raw.trim() === '') return refuse(notebook, path, (at) => valueFault('value.empty', { limit: 1 }, at));
  if (raw.length > limit) return refuse(notebook, path, (at) => valueFault('value.too_long', { limit }, at));
  return isUsable(raw, path, notebook) ? raw : undefined;
}

/** Whether the database can keep this text; reported where it cannot. */
export function isUsable(text: string, path: Path, notebook: Notebook): boolean {
  if (isUsableText(text)) return true;
  refuse(notebook, path, (at) => complaintFault('complaint.unusable_text', {}, at));
  return false;
}

/** Notes that a value must be there, and reads as nothing. */
export function missing(path: Path, notebook: Notebook): undefined {
  return refuse(notebook, path, (at) => valueFault('value.missing', {}, at));
}

/** A list of at most `limit`; undefined where it is absent or wrong, which is reported. */
export function listOf(raw: unknown, path: Path, limit: number, notebook: Notebook): readonly unknown[] | undefined {
  if (!isList(raw)) return refuse(notebook, path, (at) => valueFault('value.not_list', {}, at));
  if (raw.length > limit) return refuse(notebook, path, (at) => valueFault('value.too_many', { limit }, at));
  return raw;
}

function isList(raw: unknown): raw is readonly unknown[] {
  return Array.isArray(raw);
}
