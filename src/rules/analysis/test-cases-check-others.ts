import { compareDecimals } from '../facts/decimal.js';
import { parseFactValue } from '../facts/fact-value.js';
import type {
  AmountFound,
  EscalationFinding,
  Given,
  RecordsRetention,
  RetentionFinding,
  RightFinding,
} from '../judge/judgement.js';
import type { Money } from '../values.js';
import { compareNotes, dayTime, instantTime, refIn, type Comparison } from './test-cases-compare.js';
import type { Timed } from './test-cases-expectation.js';
import type { EscalationShape, GivenShape, RetentionShape, RightShape } from './test-cases-shape.js';

/** What is expected of a right against what was found. */
export function compareRight({ shape, times }: Timed<RightShape>, found: RightFinding, comparison: Comparison): void {
  comparison.word('right', shape.right, found.state);
  comparison.time('opens', times.get('opens'), found.opens);
  comparison.time('until', times.get('until'), found.until);
  comparison.time('until-at-latest', times.get('until-at-latest'), found.untilAtLatest);
  comparison.time('used', times.get('used'), found.used);
  comparison.time('used-late', times.get('used-late'), found.usedLate);
  comparison.number('round', shape.round, found.round);
  comparison.word('reason', shape.reason, found.reason);
  comparison.names('exclusion', listOf(shape.exclusion), found.exclusion ?? []);
  comparison.flag('elected', shape.elected, found.elected === true);
  comparison.word('claim', shape.claim, found.claim);
  comparison.word('yields-to', refIn(found.policy, shape['yields-to'], found.yieldsTo), found.yieldsTo);
  comparison.flag('paused', shape.paused, found.paused === true);
  comparison.flag('provisional', shape.provisional, found.provisional === true);
  comparison.flag('unverified', shape.unverified, found.unverified === true);
  comparison.names(
    'missing',
    shape.missing,
    found.missing.map(({ name }) => name),
  );
  compareNotes(shape.notes, found.notes, comparison);
  if (shape.gives !== undefined) compareGives(shape.gives, found.gives, comparison);
}

function listOf(value: string | readonly string[] | undefined): readonly string[] | undefined {
  if (value === 'none') return [];
  return typeof value === 'string' ? [value] : value;
}

function compareGives(expected: readonly GivenShape[], found: readonly Given[], comparison: Comparison): void {
  const [wanted, have] = [expected.map(nameOfShape), found.map(nameOfGiven)].map((names) => `[${names.join(', ')}]`);
  // The order is that of the policy, which the reader of a case has before them.
  comparison.word('gives', wanted, have);
  if (wanted !== have) return;
  expected.forEach((one, index) => {
    const given = found[index];
    if (given !== undefined) compareGiven(one, given, comparison);
  });
}

function nameOfShape(shape: GivenShape): string {
  return 'one-of' in shape ? `one-of [${shape['one-of'].map(nameOfShape).join(', ')}]` : shape.remedy;
}

function nameOfGiven(given: Given): string {
  return 'oneOf' in given ? `one-of [${given.oneOf.map(nameOfGiven).join(', ')}]` : given.remedy;
}

function compareGiven(shape: GivenShape, given: Given, comparison: Comparison): void {
  if ('one-of' in shape) return 'oneOf' in given ? compareGives(shape['one-of'], given.oneOf, comparison) : undefined;
  if ('oneOf' in given) return;
  const part = comparison.part(shape.remedy);
  const { amount, upTo } = given;
  compareMoney('amount', shape.amount, exactOf(amount), part);
  compareMoney('up-to', shape['up-to'], exactOf(upTo), part);
  const bounds = [amount, upTo].find((one) => one?.kind === 'bounded');
  compareMoney('at-least', shape['at-least'], bounds?.kind === 'bounded' ? bounds.atLeast : undefined, part);
  compareMoney('at-most', shape['at-most'], bounds?.kind === 'bounded' ? bounds.atMost : undefined, part);
  part.word('paid-by', shape['paid-by'], given.paidBy);
  const missing = [given, amount, upTo].flatMap((one) => (one && 'missing' in one ? (one.missing ?? []) : []));
  part.names(
    'missing',
    shape.missing,
    missing.map(({ name }) => name),
  );
}

function exactOf(amount: AmountFound | undefined): Money | undefined {
  return amount?.kind === 'exact' ? amount.amount : undefined;
}

/** `2000 CNY` and `2000.00 CNY` are the same. */
function compareMoney(
  what: string,
  expected: string | undefined,
  found: Money | undefined,
  comparison: Comparison,
): void {
  const parsed = expected === undefined ? undefined : parseFactValue('money', expected);
  const wanted = parsed !== undefined && 'value' in parsed ? parsed.value : undefined;
  const isSame =
    typeof wanted === 'object' &&
    'kind' in wanted &&
    wanted.kind === 'money' &&
    wanted.currency === found?.currency &&
    compareDecimals(wanted.amount, found.amount) === 0;
  if (!isSame) comparison.word(what, expected, found && `${found.amount} ${found.currency}`);
}

/** What is expected of one rule of retention against what was found. */
export function compareRetention(wanted: Timed<RetentionShape>, found: RetentionFinding, comparison: Comparison): void {
  const { shape, times } = wanted;
  comparePeriod(wanted, found, comparison);
  comparison.time('start', times.get('start'), found.start);
  comparison.time('grace-through', times.get('grace-through'), dayTime(found.graceThrough));
  comparison.word('then', shape.then, found.then);
  comparison.word('reason', shape.reason, found.reason);
  comparison.flag('provisional', shape.provisional, found.provisional === true);
  comparison.flag('unverified', shape.unverified, found.unverified === true);
  comparison.names(
    'missing',
    shape.missing,
    found.missing.map(({ name }) => name),
  );
}

/** What all rules together say of a kind of record. */
export function compareRecords(wanted: Timed<RetentionShape>, found: RecordsRetention, comparison: Comparison): void {
  comparePeriod(wanted, found, comparison);
  comparison.flag('held', wanted.shape.held, found.held);
}

function comparePeriod(
  { shape, times }: Timed<RetentionShape>,
  found: Pick<RetentionFinding, 'state' | 'keepThrough' | 'goBy'>,
  comparison: Comparison,
): void {
  const { keepThrough, goBy } = found;
  comparison.word('retention', shape.retention, found.state);
  comparison.time('through', times.get('through'), dayTime(keepThrough));
  comparison.time('go-by', times.get('go-by'), dayTime(goBy));
  // It may go from the day after the last day of its minimum (S66).
  const mayGo = dayTime(keepThrough === undefined ? undefined : keepThrough + 1);
  comparison.time('may-go-from', times.get('may-go-from'), mayGo);
}

/** Every level of an escalation, in order. */
export function compareLevels(
  { shape, times }: Timed<EscalationShape>,
  found: readonly EscalationFinding[],
  comparison: Comparison,
): void {
  comparison.number('levels', shape.levels.length, found.length);
  if (shape.levels.length !== found.length) return;
  shape.levels.forEach((level, index) => {
    const one = found[index];
    if (one === undefined) return;
    const part = comparison.part(`level ${one.level}`);
    part.number('level', level.level, one.level);
    part.number('round', level.round, one.round);
    part.time('at', times.get(`${index}.at`), instantTime(one.at));
    part.names('to', level.to, one.to);
    part.time('acknowledge-by', times.get(`${index}.acknowledge-by`), instantTime(one.acknowledgeBy));
  });
}
