import { Inject, Injectable } from '@nestjs/common';
import { unitsSeen } from '../../authority/authority.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import type { InForce } from '../../rules/policy/rule-types.js';
import { formatDay } from '../../rules/time/day.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Day } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import { mustBeVisible, type Units } from '../complaints/visible.repository.js';
import { peopleOf } from '../policies/people.repository.js';
import { PoliciesService } from '../policies/policies.service.js';
import { instantTextOf } from '../policies/policy-views.js';
import { cursorOf, placeOf } from './escalation-cursor.js';
import { keyText, type Escalation, type StatusAsked } from './escalation.js';
import { escalationView } from './escalation-views.js';
import { foreseenLevels, listEscalations, neverTold, toldTo, type EscalationPlace } from './escalations.repository.js';
import { ruleTitle } from './rule-key.js';

export interface EscalationsAsked {
  readonly complaint?: ComplaintId | undefined;
  readonly status?: StatusAsked | undefined;
  readonly unit?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** What was told to whom, and what never was. */
@Injectable()
export class Escalations {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
  ) {}

  /** One page, from what was told last. Refuses (404) one complaint that they do not see. */
  async list({ complaint, status, unit, cursor, limit }: EscalationsAsked, who: Known) {
    const tx = this.database.reading;
    if (complaint !== undefined) await mustBeVisible(tx, complaint, who, 'escalation.read');
    const filters = { complaint, status, unit };
    const after = cursor === undefined ? undefined : placeIn(cursor, filters);
    const units = unitsAsked(unitsSeen(who, 'escalation.read'), unit);
    const rows = await listEscalations(tx, units, { complaint, status }, after, limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const escalations = await this.views(page);
    if (rows.length <= limit || last === undefined) return { escalations };
    return { escalations, next: cursorOf([last.toldAt, last.complaint, last.rule, last.level, last.round], filters) };
  }

  /** Levels of the set in force that were never told, of any complaint: perhaps all is well, perhaps a rule cannot fire. */
  async neverFired() {
    const { set, number, stored } = this.policies.inForce();
    const configured = configuredLevels(set, zoneOf(set.organisation.zone).dayOf(now()));
    const missing = new Set((await neverTold(this.database.reading, configured)).map(levelText));
    const never = configured.filter((each) => missing.has(levelText(each)));
    return {
      set: number,
      set_since: instantTextOf(set)(stored.takenAt),
      configured: configured.length,
      fired: configured.length - never.length,
      never_fired: never.map(({ rule, level, to, from, unverified }) => ({
        rule,
        title: ruleTitle(set, rule),
        level,
        to: [...to],
        in_force_from: formatDay(from),
        unverified,
      })),
    };
  }

  private async views(page: readonly Escalation[]) {
    const tx = this.database.reading;
    const complaints = [...new Set(page.map(({ complaint }) => complaint))];
    const told = Map.groupBy(await toldTo(tx, complaints), keyText);
    const foreseen = await foreseenLevels(tx, complaints);
    const people = await peopleOf(
      tx,
      page.flatMap(({ acknowledged }) => acknowledged?.by ?? []),
    );
    const set = this.policies.isReady() ? this.policies.inForce().set : undefined;
    const shown = { set, text: instantTextOf(set), person: (actor: string) => people.get(actor)?.name ?? actor };
    return page.map((each) =>
      escalationView(
        each,
        { told: told.get(keyText(each)) ?? [], foreseen: foreseen.get(each.complaint) ?? [] },
        shown,
      ),
    );
  }
}

/** Of what somebody sees the unit that is asked for; nothing where they do not see it. */
export function unitsAsked(seen: Units, unit: string | undefined): Units {
  if (unit === undefined) return seen;
  return seen === 'all' || seen.includes(unit) ? [unit] : [];
}

function placeIn(cursor: string, filters: { readonly [name: string]: string | undefined }): EscalationPlace {
  const place = placeOf(cursor, filters, ['instant', 'uuid', 'text', 'int', 'int']);
  const [toldAt, complaint, rule, level, round] = place;
  return {
    toldAt: Number(toldAt),
    complaint: String(complaint),
    rule: String(rule),
    level: Number(level),
    round: Number(round),
  };
}

interface ConfiguredLevel {
  readonly rule: string;
  readonly level: number;
  readonly to: readonly string[];
  readonly from: Day;
  readonly unverified: boolean;
}

/** Every level of every escalation of the versions that are in force on a day, each once: of several versions the one since when it holds. */
function configuredLevels(set: PolicySet, today: Day): readonly ConfiguredLevel[] {
  const { useUnverified } = set.organisation;
  const found = new Map<string, ConfiguredLevel>();
  for (const { id, inForce, status, escalations } of set.policies) {
    for (const { ref, levels, inForce: own, status: ownStatus } of escalations) {
      if (!holdsOn(inForce, today) || (own !== undefined && !holdsOn(own, today))) continue;
      const isUnchecked = status !== 'checked' || ownStatus !== 'checked';
      const unverified = isUnchecked && !useUnverified.includes(id) && !useUnverified.includes(ref);
      const from = Math.max(inForce.from, own?.from ?? -Infinity);
      for (const [index, { to }] of levels.entries()) {
        const level = { rule: ref, level: index + 1, to, from, unverified };
        found.set(levelText(level), level);
      }
    }
  }
  return [...found.values()];
}

function holdsOn({ from, through = Infinity }: InForce, day: Day): boolean {
  return from <= day && day <= through;
}

function levelText({ rule, level }: { readonly rule: string; readonly level: number }): string {
  return JSON.stringify([rule, level]);
}
