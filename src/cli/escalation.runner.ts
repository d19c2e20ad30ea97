import 'reflect-metadata';
import type { Language } from '../errors.js';
import { EscalationPlans, soundDraft } from '../modules/escalations/escalation-plans.service.js';
import { Escalations, type EscalationsAsked } from '../modules/escalations/escalations.service.js';
import { planView, type PlanView } from '../modules/escalations/plan-view.js';
import { readPolicyFiles } from '../policies-folder/policies.reader.js';
import { withCalendars } from '../policies-folder/shipped-calendars.reader.js';
import { withApplication } from './application.context.js';
import { operator } from './operator.js';
import { complaintsJudged, progressLine } from './progress.js';

type Listed = Awaited<ReturnType<Escalations['list']>>['escalations'][number];

/** What was told, from the newest, at most so many. */
export function listEscalations(
  asked: Omit<EscalationsAsked, 'cursor' | 'limit'>,
  most: number,
): Promise<readonly Listed[]> {
  return withApplication(async (app) => {
    const service = app.get(Escalations, { strict: false });
    const found: Listed[] = [];
    let cursor: string | undefined;
    do {
      const page = await service.list({ ...asked, cursor, limit: Math.min(200, most - found.length) }, operator());
      found.push(...page.escalations);
      cursor = page.next;
    } while (cursor !== undefined && found.length < most);
    return found;
  });
}

export function neverFired(): ReturnType<Escalations['neverFired']> {
  return withApplication((app) => app.get(Escalations, { strict: false }).neverFired());
}

export interface PlanOptions {
  readonly days: number;
  readonly unit?: string;
  /** A folder with a draft. */
  readonly policies?: string;
}

/** Who would be told, by the set in force or by the folder; takes as long as it takes. */
export async function planEscalations({ days, unit, policies }: PlanOptions, language: Language): Promise<PlanView> {
  const draft = policies === undefined ? undefined : soundDraft(await withCalendars(await readPolicyFiles(policies)));
  const progress = progressLine(language, process.stderr, complaintsJudged);
  const onProgress = (done: number, of: number): void => progress.show(of === 0 ? 1 : done / of, done);
  try {
    const plan = await withApplication((app) =>
      app.get(EscalationPlans, { strict: false }).plan({ days, unit, draft, onProgress }, operator()),
    );
    return planView(plan);
  } finally {
    progress.clear();
  }
}
