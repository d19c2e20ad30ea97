import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { replaceClock } from '../../../src/clock.js';
import { Jobs } from '../../../src/jobs/jobs.service.js';
import { complaintIdOf } from '../../../src/modules/complaints/complaint-id.js';
import { newComplaint, recordEvents } from '../../../src/modules/complaints/record-events.js';
import { DestinationsService } from '../../../src/modules/destinations/destinations.service.js';
import { DeliveryService } from '../../../src/modules/notices/delivery.service.js';
import type { NoticeKey } from '../../../src/modules/notices/notice-id.js';
import { TellingService } from '../../../src/modules/notices/telling.service.js';
import { PoliciesFolder } from '../../../src/modules/policies/policies-folder.service.js';
import { PoliciesService } from '../../../src/modules/policies/policies.service.js';
import { ProposalsService } from '../../../src/modules/policies/proposals.service.js';
import { randomBytes } from '../../../src/random.js';
import { changeComplaints } from '../../../src/store/complaint-changes.writer.js';
import type { Database } from '../../../src/store/tx.js';
import { withDestinations } from '../../e2e/support/destinations-file.js';
import { time } from '../../support/builders.js';
import { policyHead, usualFiles } from '../../support/policy-files.js';
import { testDatabase, type TestDatabase } from '../../db/support/test-database.js';

const organisation = `organisation: { en: Example Stores, zh: 示例商店 }
zone: Asia/Shanghai
calendar: cn
our: { role: respondent, our_complaint: true }
roles: [team-lead, legal, boss]
fallback-owner: boss
`;

const policy = `${policyHead}version-by: received
deadlines:
  answer: { title: { en: Answer, zh: 答复 }, from: received, within: 7 days, done: accepted, cite: art. 1 }
escalations:
  late: { title: { en: TITLE_EN, zh: TITLE_ZH }, for: answer, at: overdue, to: team-lead }
  legal: { title: { en: Legal looks, zh: 法务关注 }, for: answer, at: overdue, to: legal }
`;

/** A database, a policy with escalations, destinations, and the services that tell and send; its clock stands until it is moved. */
export interface NoticesDesk {
  readonly test: TestDatabase;
  readonly telling: TellingService;
  readonly jobs: Jobs;
  /** Another process on the same database. */
  worker(database?: Database): { readonly jobs: Jobs; readonly telling: TellingService };
  now(): number;
  moveTo(at: number): void;
  complaints(count: number, names?: string): Promise<readonly string[]>;
  account(name: string, contact?: ContactOf): Promise<string>;
  holds(role: string, who: { account?: string; destination?: string; unit?: string }): Promise<void>;
  notices(complaints: readonly string[], more?: Partial<NoticeKey> & { to?: readonly string[] }): Promise<void>;
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export interface ContactOf {
  readonly address?: string;
  readonly language?: 'en' | 'zh';
  readonly quiet?: readonly [string, string];
}

export async function noticesDesk(
  destinations: string,
  { titleEn = 'Too late', titleZh = '已逾期' }: { titleEn?: string; titleZh?: string } = {},
): Promise<NoticesDesk> {
  const test = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'redress-notices-'));
  const text = policy.replace('TITLE_EN', JSON.stringify(titleEn)).replace('TITLE_ZH', JSON.stringify(titleZh));
  const files = { ...usualFiles, 'organisation.yaml': organisation, 'house/example.yaml': text };
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  const policies = new PoliciesService(test.database);
  await new PoliciesFolder(policies, new ProposalsService(test.database, policies, folder), folder).onModuleInit();
  policies.inForce();
  const withdraw = await withDestinations(destinations);
  let at = Date.UTC(2026, 2, 10, 4);
  const back = replaceClock(() => at);
  const open: Jobs[] = [];
  const worker = (database: Database = test.database) => {
    const jobs = new Jobs(database);
    open.push(jobs);
    const all = new DestinationsService();
    new DeliveryService(database, policies, all, jobs).start();
    return { jobs, telling: new TellingService(database, policies, all, jobs) };
  };
  const first = worker();
  const rows = <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    test.owner.query<Row>('', sql, values);
  return {
    test,
    ...first,
    worker,
    rows,
    now: () => at,
    moveTo: (instant) => void (at = instant),
    async complaints(count, names = randomUUID()) {
      const { set, number } = policies.inForce();
      const how = {
        set,
        setNumber: number,
        timeZoneData: '',
        at,
        by: { kind: 'system', id: 'test' } as const,
        origin: 'test',
        random: randomBytes,
      };
      const references = Array.from({ length: count }, (_, i) => `${names}-${i}`);
      const byId = new Map(references.map((reference) => [complaintIdOf('test', reference), reference]));
      await test.database.transaction((tx) =>
        changeComplaints(tx, [...byId.keys()], (stored, id) => {
          const complaint =
            stored ?? newComplaint({ source: 'test', reference: byId.get(id) ?? '', observes: 'everything' });
          const events = [
            {
              id: 'r',
              type: 'received',
              at: time('2026-03-09'),
              data: { complainant_name: 'Zhang Planted-Name' },
            },
          ];
          return { answer: undefined, change: recordEvents(complaint, events, how) };
        }),
      );
      return [...byId.keys()];
    },
    async account(name, contact) {
      const id = randomUUID();
      await rows(`insert into account (account_id, kind, name, created_at) values ($1, 'person', $2, now())`, [
        id,
        name,
      ]);
      if (contact !== undefined)
        await rows(
          `insert into contact (account_id, address, language, ways, quiet_from, quiet_until, changed_at) values ($1, $2, $3, $4, $5, $6, now())`,
          [
            id,
            contact.address ?? null,
            contact.language ?? 'en',
            ['inbox', ...(contact.address === undefined ? [] : ['mail'])],
            ...(contact.quiet ?? [null, null]),
          ],
        );
      return id;
    },
    async holds(role, { account, destination, unit = '' }) {
      await rows(
        `insert into recipient (recipient_id, role, unit, account_id, destination, added_at, added_by) values ($1, $2, $3, $4, $5, now(), 'test')`,
        [randomUUID(), role, unit, account ?? null, destination ?? null],
      );
    },
    async notices(complaints, { rule = 'cn.example#late', level = 1, round = 1, to = ['team-lead'] } = {}) {
      for (const complaint of complaints)
        await rows(
          `insert into notice (complaint_id, rule, level, round, kind, created_at, body) values ($1, $2, $3, $4, 'escalation', $5, $6)`,
          [complaint, rule, level, round, new Date(at), { to, at, for: 'cn.example#answer', set: 1, judgement: 1 }],
        );
    },
    async close() {
      await Promise.all(open.map((jobs) => jobs.stop({ patience: 0 })));
      back();
      await withdraw();
      await test.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
