import { checkName } from './check-names.js';
import { isSurelyShorter } from './compare-durations.js';
import { formatDuration } from '../time/duration.js';
import { retention } from './section-shapes.js';
import type { Retention } from './retention-types.js';
import type { DurationValue } from './value-types.js';
import { readBase, readOwnDays, type RuleDefaults } from './read-base.js';
import { readCounting, readEvents } from './read-clock.js';
import { readDurationValue } from './read-duration.js';
import { readMoment } from './read-moment.js';
import { lengthsOf } from './read-suspensions.js';
import { report, type Reading } from './reading.js';
import { entriesOf, fieldsOf, has, under, type Fields, type Spot } from './spot.js';

/** How long records are kept. Reports a rule without a period, without a start, or with a maximum below its minimum. */
export function readRetention(spot: Spot, defaults: RuleDefaults, reading: Reading): readonly Retention[] {
  return entriesOf(spot).map(([id, each]) => readTerm(id, each, defaults, reading));
}

function readTerm(id: string, spot: Spot, defaults: RuleDefaults, outside: Reading): Retention {
  const fields = fieldsOf(retention, spot);
  const { inForce, within: reading } = readOwnDays(fields['in-force'], spot, outside);
  const { records = '', then = '', from } = fields;
  if (fields.records !== undefined) checkName(records, under(spot, 'records'), reading, 'value');
  if (fields.then !== undefined) checkName(then, under(spot, 'then'), reading, 'value');
  if (!has(spot, 'from') && !has(spot, 'each')) report(reading, 'policy.retention_without_start', {}, spot, 'key');
  return {
    kind: 'retention',
    ...readBase(id, fields, spot, defaults, reading),
    inForce,
    records,
    from: from === undefined ? { kind: 'occurrence' } : readMoment(from, under(spot, 'from'), reading),
    ...readPeriods(fields, spot, reading),
    then,
    ...readCounting(fields, spot, defaults, reading),
    restarts: readEvents(fields.restarts, under(spot, 'restarts'), reading),
  };
}

function readPeriods(
  fields: Fields<typeof retention>,
  spot: Spot,
  reading: Reading,
): Pick<Retention, 'atLeast' | 'atMost' | 'grace'> {
  const read = (key: 'at-least' | 'at-most' | 'grace'): DurationValue | undefined => {
    const raw = fields[key];
    return raw === undefined ? undefined : readDurationValue(raw, under(spot, key), reading);
  };
  const [atLeast, atMost, grace] = [read('at-least'), read('at-most'), read('grace')];
  if (!has(spot, 'at-least') && !has(spot, 'at-most'))
    report(reading, 'policy.retention_without_period', {}, spot, 'key');
  if (has(spot, 'grace') && !has(spot, 'at-most'))
    report(reading, 'policy.key_out_of_place', { key: 'grace', form: 'at-least' }, under(spot, 'grace'), 'key');
  if (atLeast !== undefined && atMost !== undefined) checkOrder(atLeast, atMost, under(spot, 'at-most'), reading);
  return { atLeast, atMost, grace };
}

/** A maximum that is surely over before the minimum, whichever rows hold. */
function checkOrder(atLeast: DurationValue, atMost: DurationValue, spot: Spot, reading: Reading): void {
  const [least, ...more] = lengthsOf(atLeast, reading);
  const most = lengthsOf(atMost, reading).find(
    (each) => least !== undefined && [least, ...more].every((minimum) => isSurelyShorter(each, minimum)),
  );
  if (most === undefined || least === undefined) return;
  const data = { most: formatDuration(most, 'en'), least: formatDuration(least, 'en') };
  report(reading, 'policy.retention_contradicts', data, spot);
}
