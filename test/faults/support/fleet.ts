import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../../src/actor.js';
import { replaceClock } from '../../../src/clock.js';
import { complaintIdOf } from '../../../src/modules/complaints/complaint-id.js';
import { newComplaint, recordEvents, type NewEvent } from '../../../src/modules/complaints/record-events.js';
import { noticeId } from '../../../src/modules/notices/notice-id.js';
import { PoliciesService, soundSet } from '../../../src/modules/policies/policies.service.js';
import { randomBytes } from '../../../src/random.js';
import type { PolicyText } from '../../../src/rules/policy/read-file.js';
import type { Instant } from '../../../src/rules/values.js';
import { changeComplaints } from '../../../src/store/complaint-changes.writer.js';
import { addressOf } from '../../../src/store/database-address.js';
import type { ServerSettings } from '../../../src/store/embedded/server-commands.js';
import { connect, type Connection } from '../../../src/store/postgres.connection.js';
import { privateServer, type PrivateServer } from '../../db/support/private-server.js';
import { scratchFolder } from '../../db/support/server.js';
import { virtualTime, type VirtualTime } from './virtual-time.js';
import { startWorker, type WorkerProcess } from './worker-process.js';

export const by: Actor = { kind: 'system', id: 'test' };

export interface FleetOptions {
  readonly policies: readonly PolicyText[];
  readonly begin: Instant;
  /** The text of `destinations:`. */
  readonly destinations?: string;
  /** Further variables of the environment of its workers. */
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: ServerSettings;
  /** Where the data folder of the workers is; one of the test otherwise. */
  readonly data?: string;
}

/** A database of its own, and as many processes of the service over it as a test starts. */
export interface Fleet {
  readonly server: PrivateServer;
  readonly database: Connection;
  readonly owner: Connection;
  readonly policies: PoliciesService;
  readonly time: VirtualTime;
  readonly data: string;
  /** Another process: everything, unless it is told its roles; with its clock wrong by so many milliseconds. */
  worker(options?: { roles?: string; skew?: number; env?: Record<string, string> }): Promise<WorkerProcess>;
  close(): Promise<void>;
}

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const scratch = await scratchFolder();
  const server = await privateServer(options.settings);
  const database = await connect({ address: addressOf(server.url, 'DATABASE_URL') });
  const owner = await connect({ address: addressOf(server.ownerUrl, 'DATABASE_OWNER_URL'), poolSize: 2 });
  const data = options.data ?? join(scratch.path, 'data');
  const folder = join(scratch.path, 'policies');
  await mkdir(data, { recursive: true });
  for (const { file, text } of options.policies) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  const destinations = join(scratch.path, 'destinations.yaml');
  await writeFile(
    destinations,
    `destinations:\n${options.destinations ?? '  none: { kind: tsa, url: "http://none.example.org" }\n'}`,
  );
  const policies = new PoliciesService(database);
  const sound = soundSet(options.policies);
  if (!('set' in sound))
    throw new Error(sound.map(({ code, place }) => `${code} ${place?.file}:${place?.line}`).join('\n'));
  // In force since the beginning of the virtual time.
  const realTime = replaceClock(() => options.begin);
  await policies.take(sound, by).finally(realTime);
  const time = virtualTime(scratch.path, options.begin);
  const workers = new Set<WorkerProcess>();
  const env = {
    DATABASE_URL: server.url,
    REDRESS_DATA: data,
    REDRESS_POLICIES: folder,
    REDRESS_DESTINATIONS: destinations,
    REDRESS_URL: 'https://redress.example.org',
    REDRESS_RATE_LIMIT: '1000000',
    ...options.env,
  };
  return {
    server,
    database,
    owner,
    policies,
    time,
    data,
    async worker({ roles = '', skew = 0, env: more = {} } = {}) {
      const worker = await startWorker({ clockFile: time.file, skew, env: { ...env, REDRESS_ROLE: roles, ...more } });
      workers.add(worker);
      worker.child.once('close', () => workers.delete(worker));
      return worker;
    },
    async close() {
      await Promise.all([...workers].map((worker) => worker.kill()));
      await database.close();
      await owner.close();
      await server.close();
      await scratch.remove();
    },
  };
}

/** Complaints named by their references, with these events, known and judged since `at`. Gives their ids. */
export async function record(
  { database, policies }: Pick<Fleet, 'database' | 'policies'>,
  complaints: Readonly<Record<string, readonly NewEvent[]>>,
  at: Instant,
  unit?: string,
): Promise<readonly string[]> {
  const { set, number } = policies.inForce();
  const how = {
    set,
    setNumber: number,
    timeZoneData: process.versions['tz'] ?? '',
    at,
    by,
    origin: 'test',
    random: randomBytes,
  };
  const source = 'faults';
  const byId = new Map(
    Object.entries(complaints).map(([reference, events]) => [complaintIdOf(source, reference), { reference, events }]),
  );
  const ids = [...byId.keys()].toSorted();
  for (let from = 0; from < ids.length; from += 200)
    await database.transaction((tx) =>
      changeComplaints(tx, ids.slice(from, from + 200), (stored, id) => {
        const { reference = '', events = [] } = byId.get(id) ?? {};
        const complaint =
          stored ??
          newComplaint({
            source,
            reference,
            observes: 'everything',
            ...(unit !== undefined && { unit }),
          });
        return { answer: undefined, change: recordEvents(complaint, events, how) };
      }),
    );
  return ids;
}

/** Waits until it is so, asked again and again. Fails after so many seconds, with what was found last. */
export async function until<T>(
  what: string,
  ask: () => Promise<T>,
  isSo: (found: T) => boolean,
  seconds = 60,
): Promise<T> {
  let found: T | undefined;
  for (const end = performance.now() + seconds * 1_000; performance.now() < end; await sleep(50)) {
    try {
      found = await ask();
    } catch {
      // The database may be away: that is what is tried.
      continue;
    }
    if (isSo(found)) return found;
  }
  throw new Error(`${what}: not within ${seconds} s; at last ${JSON.stringify(found)}`);
}

/** What still waits at an instant: complaints to be looked at, notices to be told, messages to be sent. */
export async function leftAt({ owner }: Pick<Fleet, 'owner'>, at: Instant) {
  const [row] = await owner.reading.query<{
    due: number;
    stuck: number;
    waiting: number;
    unsent: number;
    failed: number;
  }>(
    'left',
    `select (select count(*)::int from look where next_look_at <= $1::timestamptz) as due,
       (select count(*)::int from stuck) as stuck,
       (select count(*)::int from notice where status = 'waiting') as waiting,
       (select count(*)::int from message where status = 'waiting') as unsent,
       (select count(*)::int from message where status = 'failed') as failed`,
    [new Date(at).toISOString()],
  );
  if (row === undefined) throw new Error('no counts');
  return row;
}

/** Waits until nothing is left to do at this instant. */
export function allDone(fleet: Pick<Fleet, 'owner'>, at: Instant, seconds = 90) {
  const isDone = ({ due, waiting, unsent }: Awaited<ReturnType<typeof leftAt>>) => due + waiting + unsent === 0;
  return until(`all done at ${new Date(at).toISOString()}`, () => leftAt(fleet, at), isDone, seconds);
}

/** An escalation as it is recorded. */
export interface Recorded {
  readonly id: string;
  readonly complaint: string;
  readonly level: number;
  readonly at: Instant;
}

/** All escalations that are recorded, with the ids by which others know them. */
export async function escalationsIn({ owner }: Pick<Fleet, 'owner'>): Promise<readonly Recorded[]> {
  const rows = await owner.reading.query<{
    complaint: string;
    rule: string;
    level: number;
    round: number;
    kind: string;
    at: Instant;
  }>(
    'escalations',
    `select complaint_id as complaint, rule, level, round, kind, (extract(epoch from created_at) * 1000)::float8 as at
     from notice order by 1, 2, 3, 4`,
  );
  return rows.map(({ at, ...key }) => ({ id: noticeId(key), complaint: key.complaint, level: key.level, at }));
}

/** Who holds a role, for all units or for one: a destination. */
export async function addRecipient(
  { owner }: Pick<Fleet, 'owner'>,
  role: string,
  destination: string,
  unit = '',
): Promise<void> {
  await owner.reading.query(
    'add-recipient',
    `insert into recipient (recipient_id, role, unit, destination, added_at, added_by)
     values (gen_random_uuid(), $1, $3, $2, now(), 'test')`,
    [role, destination, unit],
  );
}
