import type { Fault } from '../../errors.js';
import { parseReading, showRaw } from '../facts/fact-value.js';
import { factValueFault } from '../facts/fact-value-errors.js';
import { hint } from '../nearest.js';
import { knownZone } from '../time/zone.js';
import { calendarFault } from '../time/calendar-errors.js';
import type { FactValue, None } from '../values.js';
import { organisation as shape } from './other-shapes.js';
import type { Organisation } from './policy.js';
import { report, shorten, type Names } from './reading.js';
import { itemsIn, reportUnknownTarget, targetOf } from './rule-refs.js';
import { entriesOf, fieldsOf, placeOf, under, type Fields, type Spot } from './spot.js';

type Faults = { readonly faults: Fault[] };

/** What an organisation's file may name. `complete` is false where a file that declares names could not be read. */
type Known = Pick<Names, 'facts' | 'parties' | 'broken' | 'calendars' | 'complete' | 'calendarsRead' | 'rules'>;

/**
 * Who we are. Without the file there is no role and no fact of our own, no calendar, and the zone is UTC: nothing is
 * assumed of an organisation that does not say who it is. Reports unknown zones, calendars, facts and parties, and values
 * that their fact cannot hold.
 */
export function readOrganisation(spot: Spot, known: Known, reading: Faults): Organisation {
  const fields = fieldsOf(shape, spot);
  const { zone, calendar, roles } = fields;
  if (zone !== undefined && knownZone(zone) === undefined)
    reading.faults.push(calendarFault('calendar.unknown_zone', { zone: shorten(zone) }, placeOf(under(spot, 'zone'))));
  if (calendar !== undefined && known.calendarsRead && !known.calendars.has(calendar)) {
    const ids = [...known.calendars.keys()];
    const data = { name: shorten(calendar), known: ids.join(', '), hint: hint(calendar, ids) };
    report(reading, 'policy.unknown_calendar', data, under(spot, 'calendar'));
  }
  const owner = fields['fallback-owner'];
  if (owner !== undefined && roles !== undefined && !roles.includes(owner))
    report(
      reading,
      'policy.unknown_role',
      { name: shorten(owner), known: roles.join(', '), hint: hint(owner, roles) },
      under(spot, 'fallback-owner'),
    );
  return {
    name: fields.organisation ?? { en: 'The organisation', zh: '本机构' },
    zone: zone ?? 'UTC',
    calendar: calendar ?? '',
    our: readOur(under(spot, 'our'), known, reading),
    role: readRole(under(under(spot, 'our'), 'role'), known, reading),
    roles: roles ?? [],
    fallbackOwner: owner,
    useUnverified: readUnverified(fields['use-unverified'], under(spot, 'use-unverified'), known, reading),
    letters: lettersOf(fields.letters),
  };
}

function lettersOf(raw: Fields<typeof shape>['letters']): Organisation['letters'] {
  return { contact: raw?.contact, routes: raw?.routes, signature: raw?.signature };
}

/** Policies and rules that are used although nobody has checked them; reports names that nothing has. */
function readUnverified(
  raw: readonly string[] | undefined,
  spot: Spot,
  { rules }: Known,
  reading: Faults,
): readonly string[] {
  const index = { rules, policy: '' };
  for (const [name, at] of itemsIn(raw ?? [], spot))
    if (targetOf(name, index) === undefined) reportUnknownTarget(name, index, at, reading);
  return raw ?? [];
}

function readRole(spot: Spot, { parties, complete }: Known, reading: Faults): string | undefined {
  const role = typeof spot.value === 'string' ? spot.value : undefined;
  if (role === undefined && spot.value !== undefined && spot.value !== null)
    reading.faults.push(factValueFault('fact.not_a_word', { found: showRaw(spot.value) }, placeOf(spot)));
  if (role !== undefined && complete && parties.length > 0 && !parties.includes(role))
    report(reading, 'policy.unknown_party', { name: shorten(role), hint: hint(role, parties) }, spot);
  return role;
}

/** `role` is not a fact: it says whose clocks are our own (S76). It is one where the vocabulary declares it. */
function readOur(spot: Spot, { facts, broken, complete }: Known, reading: Faults): Organisation['our'] {
  const our: [string, FactValue | None][] = [];
  for (const [name, each] of entriesOf(spot)) {
    const fact = facts.get(name);
    if (fact === undefined) {
      if (name === 'role' || broken.has(name) || !complete) continue;
      const data = { name: shorten(name), hint: hint(name, ['role', ...facts.keys()]) };
      report(reading, 'policy.unknown_fact', data, each, 'key');
      continue;
    }
    const parsed = parseReading(fact.type, each.value, fact.values);
    if ('value' in parsed) our.push([name, parsed.value]);
    else reading.faults.push(factValueFault(parsed.problem.code, parsed.problem.data, placeOf(each)));
  }
  return Object.fromEntries(our);
}
