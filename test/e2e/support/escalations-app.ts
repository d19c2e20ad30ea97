import type { Role } from '../../../src/authority/roles.js';
import { AppModule } from '../../../src/app.module.js';
import { replaceClock } from '../../../src/clock.js';
import { recordedDto } from '../../../src/modules/complaints/complaint.dto.js';
import { Dispatcher } from '../../../src/modules/notices/dispatcher.service.js';
import { PoliciesService, soundSet } from '../../../src/modules/policies/policies.service.js';
import type { Instant } from '../../../src/rules/values.js';
import { testDatabase, type TestDatabase } from '../../db/support/test-database.js';
import { policyHead, usualFiles } from '../../support/policy-files.js';
import { answerOf } from './complaints-app.js';
import { ownDataFolder } from './data-folder.js';
import { aPerson, knowing, type Person } from './policy-people.js';
import { startShell, type Shell } from './shell.js';

/** Answered within seven working days; two hours afterwards the team lead, two working hours later legal. */
export function escalationPolicies(escalations = usualEscalations): readonly { file: string; text: string }[] {
  const policy = `${policyHead}deadlines:
  answer: { title: { en: Answer in time, zh: 按期答复 }, from: received, done: told, within: 7 working days }
escalations:
${escalations}`;
  const organisation = (usualFiles['organisation.yaml'] ?? '')
    .replace('[team-lead]', '[team-lead, legal, head, spare]')
    .replace('fallback-owner: team-lead', 'fallback-owner: head');
  const files = { ...usualFiles, 'organisation.yaml': organisation, 'example.yaml': policy };
  return Object.entries(files).map(([file, text]) => ({ file, text }));
}

const usualEscalations = `  late-answer:
    title: { en: No answer in time, zh: 答复超时 }
    for: answer
    at: overdue
    to: team-lead
    acknowledge-within: 2 working hours
    otherwise: { to: legal }
  never:
    title: { en: Long overdue, zh: 长期超时 }
    for: answer
    at: 400 days after due
    to: spare
`;

export interface EscalationsApp extends Shell {
  readonly test: TestDatabase;
  /** Asks as somebody by the name. */
  as(
    name: string,
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  person(name: string): Person;
  /** From now on it is this instant, and runs on. */
  at(instant: string): void;
  /** Records a complaint that was received on 2024-03-04 at nine: due on 2024-03-13. Gives its id. */
  complaint(reference: string, unit?: string): Promise<string>;
  /** Looks at these complaints now, and tells what there is to tell. */
  look(...complaints: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export interface Wanted {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly units?: readonly string[];
}

/** The whole application with people who are known by their names, at a time of the test's own. */
export async function escalationsApp(wanted: readonly Wanted[]): Promise<EscalationsApp> {
  const data = await ownDataFolder();
  const test = await testDatabase({ poolSize: 8 });
  const people: Person[] = [];
  for (const { name, roles, units = [] } of wanted) people.push(await personWith(test, name, roles, units));
  let offset = 0;
  const restore = replaceClock((): Instant => Date.now() + offset);
  const shell = await startShell({
    store: { database: test.database, close: () => Promise.resolve() },
    module: AppModule.over(test.database),
    authenticate: () => knowing(people),
  });
  const sound = soundSet(escalationPolicies());
  if (!('set' in sound))
    throw new Error(sound.map(({ code, place }) => `${code} ${place?.file} ${place?.line}`).join('\n'));
  await shell.app.get(PoliciesService, { strict: false }).take(sound, { kind: 'system', id: 'test' });
  const as: EscalationsApp['as'] = (name, method, path, body, headers = {}) =>
    shell.ask(method, path, body, { authorization: `Bearer ${name}`, ...headers });
  return {
    ...shell,
    test,
    as,
    person(name) {
      const found = people.find((each) => each.name === name);
      if (found === undefined) throw new Error(`nobody is called ${name}`);
      return found;
    },
    at(instant) {
      offset = Date.parse(instant) - Date.now();
    },
    async complaint(reference, unit) {
      const events = [{ type: 'received', at: '2024-03-04T09:00+08:00', id: 'in' }];
      const body = { reference, observes: 'everything', events, ...(unit === undefined ? {} : { unit }) };
      return (await answerOf(recordedDto, await as('olga', 'POST', '/api/complaints', body), 201)).id;
    },
    async look(...complaints) {
      for (const id of complaints)
        await answerOf(recordedDto, await as('olga', 'POST', `/api/complaints/${id}/judge`, {}));
      await shell.app.get(Dispatcher, { strict: false }).round();
    },
    async stop() {
      restore();
      await shell.close();
      await test.close();
      await data.remove();
    },
  };
}

async function personWith(
  { owner }: TestDatabase,
  name: string,
  roles: readonly Role[],
  units: readonly string[],
): Promise<Person> {
  const person = await aPerson(owner, name, roles);
  const { account } = person.known;
  for (const role of roles)
    await owner.query(
      '',
      `insert into account_role (account_id, role, granted_at, granted_by) values ($1, $2, now(), 'test')`,
      [account, role],
    );
  for (const unit of units) await owner.query('', 'insert into account_unit values ($1, $2)', [account, unit]);
  return { ...person, known: { ...person.known, units } };
}
