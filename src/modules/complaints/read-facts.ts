import { factValueFault } from '../../rules/facts/fact-value-errors.js';
import { isRecord, parseEventTime, parseReading, withoutValue } from '../../rules/facts/fact-value.js';
import { hint } from '../../rules/nearest.js';
import type { FactEntry } from '../../rules/policy/vocabulary-types.js';
import { parseTime } from '../../rules/time/parse-time.js';
import type { FactValue, Instant, None, Time } from '../../rules/values.js';
import { valueFault } from '../../http/value-errors.js';
import { complaintFault } from './complaint-errors.js';
import { isNameLike, isUsable, refuse, type Notebook, type Path } from './request-notebook.js';

export type Facts = Readonly<Record<string, FactValue | None>>;

/**
 * Facts typed by the vocabulary; null says nothing. Reports unknown names and values that their facts cannot hold, without repeating
 * a personal one. `role` is the word that an organisation says of itself, whether or not it is a fact (S76).
 */
export function readFacts(raw: unknown, path: Path, notebook: Notebook, role?: 'role'): Facts {
  if (raw === undefined || raw === null) return {};
  if (!isRecord(raw)) return refuse(notebook, path, (at) => valueFault('value.not_object', {}, at)) ?? {};
  const found: [string, FactValue | None][] = [];
  for (const [name, value] of Object.entries(raw)) {
    const entry = notebook.vocabulary.facts.get(name) ?? (name === role ? roleEntry : undefined);
    if (entry === undefined) refuseName(name, path, notebook);
    else if (value !== null) {
      const read = readFact(entry, value, [...path, name], notebook);
      if (read !== undefined) found.push([name, read]);
    }
  }
  return Object.fromEntries(found);
}

const roleEntry: Pick<FactEntry, 'type' | 'personal' | 'values'> = { type: 'word', personal: false };

function refuseName(fact: string, path: Path, notebook: Notebook): void {
  const { facts } = notebook.vocabulary;
  if (!isNameLike(fact)) refuse(notebook, path, (at) => complaintFault('complaint.not_a_fact', {}, at));
  else
    refuse(notebook, [...path, fact], (at) =>
      complaintFault('complaint.unknown_fact', { fact, hint: hint(fact, facts.keys()) }, at),
    );
}

/**
 * One value of a request, of the type of its fact. Refuses, with a fault in the notebook and undefined, what is not of that type, a year
 * outside the calendar and text that cannot be stored; of a personal fact no fault tells the value.
 */
export function readFact(
  { type, values, personal }: Pick<FactEntry, 'type' | 'personal' | 'values'>,
  given: unknown,
  path: Path,
  notebook: Notebook,
): FactValue | None | undefined {
  const raw = type === 'money' ? moneyText(given) : given;
  if ((type === 'date' || type === 'instant') && isOutside(raw)) return refuseYear(path, notebook);
  const parsed = parseReading(type, raw, values);
  if ('problem' in parsed) {
    const problem = personal ? withoutValue(parsed.problem, raw) : parsed.problem;
    return refuse(notebook, path, (at) => factValueFault(problem.code, problem.data, at));
  }
  return textsOf(parsed.value).every((text) => isUsable(text, path, notebook)) ? parsed.value : undefined;
}

/** `{ "amount": "12.50", "currency": "CNY" }` as the text that it stands for. A number is no amount: 0.1 + 0.2 is not 0.3. */
function moneyText(raw: unknown): unknown {
  if (!isRecord(raw) || Object.keys(raw).length !== 2) return raw;
  const { amount, currency } = raw;
  return typeof amount === 'string' && typeof currency === 'string' ? `${amount} ${currency}` : raw;
}

function textsOf(value: FactValue | None): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && !('kind' in value) ? value : [];
}

/** When an event happened: a day, or an instant with its offset. */
export function readEventTime(raw: unknown, path: Path, notebook: Notebook): Time | undefined {
  if (isOutside(raw)) return refuseYear(path, notebook);
  const parsed = parseEventTime(raw);
  if ('value' in parsed) return parsed.value;
  return refuse(notebook, path, (at) => complaintFault('complaint.not_a_time', {}, at));
}

/** An instant with its offset; undefined where it is absent or wrong, which is reported. */
export function readInstant(raw: unknown, path: Path, notebook: Notebook): Instant | undefined {
  if (raw === undefined) return undefined;
  if (isOutside(raw)) return refuseYear(path, notebook);
  const time = typeof raw === 'string' ? parseTime(raw) : undefined;
  if (time?.kind === 'instant') return time.at;
  return refuse(notebook, path, (at) => valueFault('value.not_instant', {}, at));
}

function isOutside(raw: unknown): boolean {
  const year = typeof raw === 'string' ? /^(\d{4,6})-\d\d-\d\d(?:$|T)/.exec(raw)?.[1] : undefined;
  return year !== undefined && (Number(year) < 1900 || Number(year) > 2199);
}

function refuseYear(path: Path, notebook: Notebook): undefined {
  return refuse(notebook, path, (at) => complaintFault('complaint.year_outside', {}, at));
}
