import { isRecord } from '../../rules/facts/fact-value.js';
import { hint } from '../../rules/nearest.js';
import type { Complaint } from '../../rules/complaint.js';
import { isNone, type FactType, type FactValue, type Time } from '../../rules/values.js';
import { valueFault } from '../../http/value-errors.js';
import { complaintFault } from './complaint-errors.js';
import { readFact, readInstant } from './read-facts.js';
import { fieldsOf, isNameLike, missing, refuse, type Notebook, type Path } from './request-notebook.js';

/** The event by which it is recorded what the register said of other complaints (S77); its data are facts of the register by name. */
export const registerType = 'register-read';

export type Registered = NonNullable<Complaint['register']>;

/** `{ at, values }` of a question: when the register was read, and what it said. Reports what is missing or wrong of both. */
export function readRegister(raw: unknown, path: Path, notebook: Notebook): Registered | undefined {
  const fields = fieldsOf(raw, path, ['at', 'values'], notebook);
  if (fields === undefined) return undefined;
  const at =
    fields.at === undefined ? missing([...path, 'at'], notebook) : readInstant(fields.at, [...path, 'at'], notebook);
  const values =
    fields.values === undefined
      ? missing([...path, 'values'], notebook)
      : readRegisterFacts(fields.values, [...path, 'values'], notebook);
  return at === undefined || values === undefined ? undefined : { at, values };
}

/**
 * Facts that some policy counts over other complaints; null says nothing. Reports every other name, and what is no such count:
 * complaints are whole, and never fewer than none.
 */
export function readRegisterFacts(raw: unknown, path: Path, notebook: Notebook): Registered['values'] {
  if (raw === undefined || raw === null) return {};
  if (!isRecord(raw)) return refuse(notebook, path, (at) => valueFault('value.not_object', {}, at)) ?? {};
  const found: [string, FactValue][] = [];
  for (const [name, given] of Object.entries(raw)) {
    const type = notebook.registered.get(name);
    if (type === undefined) refuseName(name, path, notebook);
    else if (given !== null) {
      const value = readCount(type, given, [...path, name], notebook);
      if (value !== undefined) found.push([name, value]);
    }
  }
  return Object.fromEntries(found);
}

function refuseName(fact: string, path: Path, notebook: Notebook): void {
  const { registered } = notebook;
  if (!isNameLike(fact)) refuse(notebook, path, (at) => complaintFault('complaint.not_a_fact', {}, at));
  else
    refuse(notebook, [...path, fact], (at) =>
      complaintFault('complaint.unknown_register_fact', { fact, hint: hint(fact, registered.keys()) }, at),
    );
}

function readCount(type: FactType, given: unknown, path: Path, notebook: Notebook): FactValue | undefined {
  const value = readFact({ type, personal: false }, given, path, notebook);
  if (value === undefined) return undefined;
  const isCount = typeof value !== 'number' || (Number.isSafeInteger(value) && value >= 0);
  if (!isNone(value) && isCount) return value;
  return refuse(notebook, path, (at) => complaintFault('complaint.not_a_count', {}, at));
}

/** When the register was read: a day does not say what was registered by then, and is reported. */
export function checkReadAt(time: Time, path: Path, notebook: Notebook): void {
  if (time.kind !== 'instant') refuse(notebook, path, (at) => valueFault('value.not_instant', {}, at));
}
