import type { INestApplicationContext } from '@nestjs/common';
import { demand } from '../authority/demand.js';
import { now } from '../clock.js';
import { PoliciesService } from '../modules/policies/policies.service.js';
import { instantTextOf, type InstantText } from '../modules/policies/policy-views.js';
import type { ScheduleRun } from '../modules/schedules/schedule-runs.repository.js';
import { SchedulesService, type ListedSchedule } from '../modules/schedules/schedules.service.js';
import { actingPerson, type ActingOptions } from './acting.runner.js';

/** Anything of schedules, with the way in which instants are written. */
export interface Told<T> {
  readonly value: T;
  readonly when: InstantText;
}

/** The schedules of the set in force. */
export async function listSchedules(app: INestApplicationContext): Promise<Told<readonly ListedSchedule[]>> {
  return told(app, await servicesOf(app).schedules.list());
}

/** What is due in the coming days. */
export function nextTimes(
  app: INestApplicationContext,
  days: number,
): Promise<Told<ReturnType<SchedulesService['next']>>> {
  return Promise.resolve(told(app, servicesOf(app).schedules.next(days)));
}

/** The newest runs of a schedule. Refuses an id that no schedule has or had. */
export async function scheduleRuns(
  app: INestApplicationContext,
  id: string,
  limit: number,
): Promise<Told<readonly ScheduleRun[]>> {
  return told(app, (await servicesOf(app).schedules.runs(id, { limit })).runs);
}

/** Orders a run now. Refuses who may not, and an id that no schedule has. */
export async function runSchedule(
  app: INestApplicationContext,
  id: string,
  options: ActingOptions,
): Promise<Told<ScheduleRun>> {
  const who = await actingPerson(app, options);
  demand(who, 'schedule.run', { at: now() });
  const { body } = await servicesOf(app).schedules.runNow(id, { by: who.actor, who }, (run) => run);
  return told(app, body);
}

function told<T>(app: INestApplicationContext, value: T): Told<T> {
  const { policies } = servicesOf(app);
  return { value, when: instantTextOf(policies.isReady() ? policies.inForce().set : undefined) };
}

function servicesOf(app: INestApplicationContext) {
  return {
    schedules: app.get(SchedulesService, { strict: false }),
    policies: app.get(PoliciesService, { strict: false }),
  };
}
