import type { Actor } from '../../../src/actor.js';
import { RedressError } from '../../../src/errors.js';
import { ImportsService } from '../../../src/modules/imports/imports.service.js';
import { PoliciesService, soundSet } from '../../../src/modules/policies/policies.service.js';
import { RunsService } from '../../../src/modules/runs/runs.service.js';
import type { Database } from '../../../src/store/tx.js';
import { usualFiles } from '../../support/policy-files.js';

const by: Actor = { kind: 'system', id: 'test' };
const vocabulary = `events:
  received: {}
  closed: {}
  told: { data: any }
  facts-recorded: { data: any }
  event-retracted: { data: any }
facts:
  our_complaint: { type: yes-no }
  product: { type: text }
  urgent: { type: yes-no, changes: true }
  complainant_name: { type: text, personal: true }
duties: [answer]
parties: [respondent, complainant]
`;
const policy = `policy: house.answer
source: { instrument: House, rank: house }
in-force: { from: 2020-01-01 }
binds: respondent
calendar: cn
counting: cn-day
deadlines:
  answer: { from: received, within: 7 days, done: closed, cite: house }
`;
/** `id,received,closed,product,urgent,name`, one row a complaint. */
export const shopMapping = `mapping: shop
rows: complaint
source: shop
format: { csv: { encoding: utf-8 } }
id: id
observes: { events: [received, closed] }
columns:
  received: { event: received, as: yyyy-MM-dd }
  closed: { event: closed, as: yyyy-MM-dd, optional: true }
  product: { fact: product }
  urgent: { fact: urgent, values: { "Y": true, "N": false } }
  name: { fact: complainant_name }
`;

export interface ImportServices {
  readonly runs: RunsService;
  readonly policies: PoliciesService;
  readonly imports: ImportsService;
}

/** Imports over a database, with one policy in force: an answer within seven days. */
export async function importServices(database: Database): Promise<ImportServices> {
  const policies = new PoliciesService(database);
  const calendar = (usualFiles['calendars/cn.yaml'] ?? '').replace(/ {2}order-121-days.*\n/, '');
  const texts = {
    'organisation.yaml': usualFiles['organisation.yaml'] ?? '',
    'calendars/cn.yaml': calendar,
    'vocabulary.yaml': vocabulary,
    'house.yaml': policy,
    'mappings/shop.yaml': shopMapping,
  };
  const sound = soundSet(Object.entries(texts).map(([file, text]) => ({ file, text })));
  if (!('set' in sound)) throw new RedressError(sound);
  await policies.take(sound, by);
  const runs = new RunsService(database);
  return { runs, policies, imports: new ImportsService(database, runs, policies) };
}
