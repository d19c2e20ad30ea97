import type { FaultData } from '../errors.js';
import { parseFactValue, type Parsed } from '../rules/facts/fact-value.js';
import type { FactEntry } from '../rules/policy/vocabulary-types.js';
import { NONE, type FactType, type FactValue, type None } from '../rules/values.js';
import { isExact, plainMoney, plainNumber } from './cell-number.js';
import { readTime, type LocalNote, type LocalRule, type TimeReading } from './local-time.js';
import type { FactColumn } from './mapping.js';
import type { Nulls } from './nulls.js';
import type { rowErrors } from './row-errors.js';
import { nested, type Cell } from './source-row.js';

export interface CellProblem {
  readonly code: keyof typeof rowErrors;
  readonly data: FaultData;
}

/** A cell as a fact: a value, NONE, or undefined where the cell says nothing; or what is wrong with it. */
type CellReading =
  { readonly value: FactValue | None | undefined; readonly note?: LocalNote } | { readonly problem: CellProblem };

interface CellRules {
  readonly times: LocalRule;
  readonly decimal: '.' | ',';
}

/** True for an empty cell and for the literals that stand for nothing. In texts blanks are characters like any other. */
export function isBlank(cell: Cell, nulls: Nulls, type?: FactType): boolean {
  if (cell === undefined || cell === '') return true;
  if (typeof cell !== 'string') return false;
  if (type === 'text') return nulls.has(cell);
  const text = cell.trim();
  return text === '' || nulls.has(text);
}

/** What a cell says about its fact. Refuses what the fact cannot hold; nothing is guessed or rounded. */
export function readCell(column: FactColumn, cell: Cell, rules: CellRules): CellReading {
  if (isBlank(cell, column.nulls, column.fact.type)) return { value: column.blankIsNone ? NONE : undefined };
  if (column.fact.type === 'words') return readWords(column, cell);
  if (typeof cell !== 'string') return problem('row.nested_value');
  if (column.values !== undefined) return lookUp(column, cell);
  if (column.fact.type === 'word') return readWord(column, cell);
  return readTyped(column, cell, rules);
}

function lookUp(column: FactColumn, cell: string): CellReading {
  const value = column.values?.get(cell) ?? column.values?.get(cell.trim()) ?? column.otherwise;
  return value === undefined ? problem('row.value_not_listed', { fact: column.fact.id }) : { value };
}

function readWord(column: FactColumn, cell: string): CellReading {
  const parsed = parseFactValue('word', cell.trim(), column.fact.values);
  if ('value' in parsed) return parsed;
  if (column.otherwise !== undefined) return { value: column.otherwise };
  return problem('row.not_a_word', { fact: column.fact.id });
}

function readWords(column: FactColumn, cell: Cell): CellReading {
  if (cell === nested || cell === undefined) return problem('row.nested_value');
  const parts = typeof cell === 'string' ? split(cell, column.split) : cell;
  const words = new Set<string>();
  for (const part of parts.map((each) => each.trim()).filter((each) => each !== '')) {
    const read = column.values === undefined ? readWord(column, part) : lookUp(column, part);
    if ('problem' in read) return read;
    for (const word of Array.isArray(read.value) ? read.value : [read.value]) words.add(String(word));
  }
  return { value: [...words] };
}

function split(cell: string, separator: string | undefined): readonly string[] {
  return separator === undefined ? [cell] : cell.split(separator);
}

function readTyped(column: FactColumn, cell: string, rules: CellRules): CellReading {
  const { fact } = column;
  switch (fact.type) {
    case 'date':
    case 'instant':
      return readTimeFact(fact, readTime(cell, column.as, rules.times), column);
    case 'number': {
      const plain = plainNumber(cell, rules.decimal);
      if (plain === undefined) return problem('row.not_a_number', { decimal: rules.decimal });
      if (!isExact(plain)) return problem('row.number_not_exact');
      return orProblem(parseFactValue('number', plain), 'row.not_a_number', { decimal: rules.decimal });
    }
    case 'money': {
      const plain = plainMoney(cell, rules.decimal, column.currency);
      return orProblem(parseFactValue('money', plain), 'row.not_money', { decimal: rules.decimal });
    }
    case 'yes-no':
      return readYesNo(cell);
    case 'duration':
      return orProblem(parseFactValue('duration', cell.trim()), 'row.not_a_duration', {});
    default:
      return { value: cell };
  }
}

function readTimeFact(fact: FactEntry, reading: TimeReading, column: FactColumn): CellReading {
  if ('problem' in reading) return { problem: timeProblem(reading.problem, column.as.text) };
  const note = reading.note === undefined ? {} : { note: reading.note };
  if (fact.type === 'date') return { value: { kind: 'day', day: reading.localDay } };
  return reading.time.kind === 'day' ? problem('row.needs_time_of_day') : { value: reading.time, ...note };
}

/** Why a cell is no time, as it is told to people. */
export function timeProblem(why: Extract<TimeReading, { problem: unknown }>['problem'], format: string): CellProblem {
  const codes = {
    'not-a-time': 'row.not_a_time',
    'no-zone': 'row.no_offset',
    doubled: 'row.doubled_local_time',
    missing: 'row.missing_local_time',
  } as const;
  return { code: codes[why], data: { format } };
}

const yesNo: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  是: true,
  false: false,
  no: false,
  否: false,
};

function readYesNo(cell: string): CellReading {
  const word = cell.trim().toLowerCase();
  const value = Object.hasOwn(yesNo, word) ? yesNo[word] : undefined;
  return value === undefined ? problem('row.not_yes_no') : { value };
}

function orProblem(parsed: Parsed<FactValue>, code: CellProblem['code'], data: FaultData): CellReading {
  return 'value' in parsed ? parsed : problem(code, data);
}

function problem(code: CellProblem['code'], data: FaultData = {}): { readonly problem: CellProblem } {
  return { problem: { code, data } };
}
