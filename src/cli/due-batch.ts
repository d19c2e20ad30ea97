import { RedressError, type Fault, type Language } from '../errors.js';
import { formatDay } from '../rules/time/day.js';
import { formatTime } from '../rules/time/parse-time.js';
import { dueFault } from './due-errors.js';
import { answer, countedDays, type DueQuestion, type DueSources } from './due.js';

/** A line of a batch holds one question; anything longer is none. */
export const batchLineLimit = 100_000;

type Id = string | number;

/** One line of input: its number in the file and its bytes, cut short where it was too long. */
export interface BatchLine {
  readonly line: number;
  readonly bytes: Uint8Array;
  readonly tooLong: boolean;
}

const keys = ['id', 'calendar', 'from', 'within', 'counting'];

/** The answer to one line, as a line of JSON: `{ id, due, provisional, days }`, or `{ id, error }`. Never throws for what the line says. */
export function answerLine(line: BatchLine, sources: DueSources, language: Language): string {
  let id: Id | null = null;
  try {
    const read = readLine(line);
    ({ id } = read);
    if (read.faults.length > 0) throw new RedressError(read.faults);
    return JSON.stringify({ id, ...answerOf(read.question, sources) });
  } catch (error) {
    if (!(error instanceof RedressError)) throw error;
    return JSON.stringify({ id, error: error.faults.map((fault) => sentence(fault, language)).join('\n') });
  }
}

function answerOf(question: DueQuestion, sources: DueSources) {
  const found = answer(question, sources, true);
  const { zone } = found.terms.calendar;
  return {
    due: formatTime(found.due, zone),
    provisional: found.provisional,
    days: countedDays(found).map(formatDay),
    ...(found.latest === undefined ? {} : { latest: formatTime(found.latest, zone) }),
  };
}

interface ReadLine {
  readonly id: Id | null;
  readonly question: DueQuestion;
  readonly faults: readonly Fault[];
}

function readLine({ line, bytes, tooLong }: BatchLine): ReadLine {
  if (tooLong) throw new RedressError([dueFault('due.too_long', { line, limit: batchLineLimit })]);
  const value = parseObject(bytes);
  if (value === undefined) throw new RedressError([dueFault('due.not_json', { line })]);
  const faults: Fault[] = [];
  const textOf = (key: string): string => {
    const found = value.get(key);
    if (typeof found === 'string') return found;
    faults.push(dueFault('due.wrong_key', { line, key }));
    return '';
  };
  const found = value.get('id');
  const id = typeof found === 'string' || isExact(found) ? found : null;
  if (id === null) faults.push(dueFault('due.wrong_key', { line, key: 'id' }));
  const [calendar, from, within] = [textOf('calendar'), textOf('from'), textOf('within')];
  const counting = value.has('counting') ? textOf('counting') : undefined;
  for (const key of value.keys())
    if (!keys.includes(key)) faults.push(dueFault('due.unknown_key', { line, key: key.slice(0, 60) }));
  return { id, question: { calendar, from, within, ...(counting === undefined ? {} : { counting }) }, faults };
}

/** The entries of a JSON object; undefined for other JSON, for no JSON, and for what is not UTF-8. */
function parseObject(bytes: Uint8Array): ReadonlyMap<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? new Map(Object.entries(value))
      : undefined;
  } catch {
    return undefined;
  }
}

/** A larger number would come back as another one. */
function isExact(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function sentence({ cause, remedy, code }: Fault, language: Language): string {
  return `${cause[language]}${language === 'zh' ? '' : ' '}${remedy[language]} [${code}]`;
}
