/** A text in both languages. Every word shown to people is one of these. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

export type Language = keyof Text;

/** What sort of failure it is; HTTP and exit codes are derived from it at the edges. */
export type ErrorKind = 'not_found' | 'conflict' | 'invalid' | 'forbidden' | 'too_many' | 'unavailable';

/** One row of an error table: what went wrong and what to do, with `{name}` where data is filled in. */
export interface ErrorEntry {
  readonly kind: ErrorKind;
  readonly cause: Text;
  readonly remedy: Text;
}

export type ErrorTable = Readonly<Record<string, ErrorEntry>>;

/** Where a failure is: a file, with line and column (from 1) and the path of keys when known. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly path?: string;
}

export type FaultData = Readonly<Record<string, string | number>>;

/** One failure, ready to be shown in either language. Never carries personal data or a secret. */
export interface Fault {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly data: FaultData;
  readonly place?: Place;
  readonly cause: Text;
  readonly remedy: Text;
}

/** A failure that stops what was asked; holds every fault found, not only the first. */
export class RedressError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[], options?: ErrorOptions) {
    super(faults.map((fault) => describe(fault, 'en')).join('\n'), options);
    this.name = 'RedressError';
    this.faults = faults;
  }
}

/** Whether what failed can go well later as it is: the database cannot be reached, the disk is full. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof RedressError && error.faults.some(({ kind }) => kind === 'unavailable');
}

/** Makes faults of one table; the compiler refuses a code that the table does not have. */
export function faultsOf<T extends ErrorTable>(table: T) {
  return (code: keyof T & string, data: FaultData = {}, place?: Place): Fault => {
    const entry = table[code];
    if (entry === undefined) throw new RangeError(`no such error code: ${code}`);
    return {
      code,
      kind: entry.kind,
      data,
      ...(place === undefined ? {} : { place }),
      cause: { en: fill(entry.cause.en, data), zh: fill(entry.cause.zh, data) },
      remedy: { en: fill(entry.remedy.en, data), zh: fill(entry.remedy.zh, data) },
    };
  };
}

/** The fault as two lines: where, then what and what to do, with its code. */
export function describe(fault: Fault, language: Language): string {
  const gap = language === 'zh' ? '' : ' ';
  const text = `${fault.cause[language]}${gap}${fault.remedy[language]}  [${fault.code}]`;
  return fault.place === undefined ? text : `${describePlace(fault.place)}\n  ${text}`;
}

/** `policies/cn/x.yaml:31:13  deadlines.reply.within`, as far as it is known. */
export function describePlace(place: Place): string {
  const position = [place.file, place.line, place.column].filter((part) => part !== undefined);
  return position.join(':') + (place.path === undefined ? '' : `  ${place.path}`);
}

function fill(template: string, data: FaultData): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in data ? String(data[name]) : whole));
}
