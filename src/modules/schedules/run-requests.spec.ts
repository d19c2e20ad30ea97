import { describe, expect, it } from '@jest/globals';
import { load, usualFiles } from '../../../test/support/policy-files.js';
import { zoneOf } from '../../rules/time/zone.js';
import { runRequest } from './run-requests.js';

function populationAt(cron: string, zone: string, due: string, organisation: string): unknown {
  const text = `schedules:
  s:
    title: { en: S, zh: 任务 }
    at: { cron: "${cron}", zone: ${zone} }
    does: check
    over: { received: last month }
`;
  const [schedule] = load({ ...usualFiles, 'schedules.yaml': text }).set?.schedules ?? [];
  if (schedule === undefined) throw new Error('no schedule');
  const { request } = runRequest(schedule, { dueAt: Date.parse(due), zone: zoneOf(organisation), asThen: false });
  return request['population'];
}

describe('what a run is asked', () => {
  it.each([
    ['0 1 1 * *', 'Asia/Shanghai', '2026-02-28T17:00Z', 'Europe/London', '2026-02-01', '2026-02-28'],
    ['0 1 1 * *', 'Asia/Shanghai', '2026-02-28T17:00Z', 'Asia/Shanghai', '2026-02-01', '2026-02-28'],
    ['0 20 31 * *', 'America/New_York', '2026-04-01T00:00Z', 'Asia/Shanghai', '2026-02-01', '2026-02-28'],
  ])('at %s in %s, due %s, by an organisation in %s is about %s to %s', (cron, zone, due, organisation, from, to) => {
    expect(populationAt(cron, zone, due, organisation)).toMatchObject({ received_from: from, received_to: to });
  });
});
