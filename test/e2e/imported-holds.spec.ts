import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppModule } from '../../src/app.module.js';
import { importDto } from '../../src/modules/imports/imports.dto.js';
import { PoliciesService, soundSet } from '../../src/modules/policies/policies.service.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { ownPolicies } from '../support/own-policies.js';
import { asking, knowsAnybody, type Somebody } from './support/anybody.js';
import { answerOf, problemOf } from './support/complaints-app.js';
import { ownDataFolder, type DataFolder } from './support/data-folder.js';
import { startShell, type Shell } from './support/shell.js';

let test: TestDatabase;
let shell: Shell;
let data: DataFolder;

const officer: Somebody = { roles: ['officer'], isConfirmed: true };
/** Whom no grant of roles would make; what each role adds is seen all the same. */
const both: Somebody = { roles: ['officer', 'legal'], isConfirmed: true };

const mapping = (id: string, columns: string): string =>
  `mapping: ${id}\nrows: complaint\nsource: ${id}\nformat: { csv: { encoding: utf-8 } }\nid: id\ncolumns:\n  received: { event: received, as: yyyy-MM-dd }\n${columns}`;

beforeAll(async () => {
  data = await ownDataFolder();
  test = await testDatabase();
  const store = { database: test.database, close: () => Promise.resolve() };
  shell = await startShell({ store, module: AppModule.over(test.database), authenticate: () => knowsAnybody });
  const vocabulary = 'events:\n  hold-placed: {}\n  hold-lifted: {}\n';
  const sound = soundSet([
    ...ownPolicies(),
    { file: 'holds.vocabulary.yaml', text: vocabulary },
    { file: 'mappings/plain.yaml', text: mapping('plain', '') },
    {
      file: 'mappings/holding.yaml',
      text: mapping('holding', '  held: { event: hold-placed, as: yyyy-MM-dd, optional: true }\n'),
    },
  ]);
  if (!('set' in sound)) throw new Error(sound.map(({ code, place }) => `${code} ${place?.file}`).join('\n'));
  await shell.app.get(PoliciesService, { strict: false }).take(sound, { kind: 'system', id: 'test' });
});
afterAll(async () => {
  await shell.close();
  await test.close();
  await data.remove();
});

function upload(who: Somebody, id: string, text: string): Promise<Response> {
  return fetch(`${shell.url}/api/imports?mapping=${id}&name=${id}.csv`, {
    method: 'POST',
    headers: { ...asking(who), 'content-type': 'text/csv' },
    body: text,
  });
}

function undo(who: Somebody, id: string): Promise<Response> {
  return shell.ask('POST', `/api/imports/${id}/undo`, undefined, asking(who));
}

/** The id of an import that has come to its end. */
async function imported(who: Somebody, id: string, text: string): Promise<string> {
  const begun = await answerOf(importDto, await upload(who, id, text), 202);
  for (;;) {
    const { status } = await answerOf(
      importDto,
      await shell.ask('GET', `/api/imports/${begun.id}`, undefined, asking(who)),
    );
    if (status === 'done') return begun.id;
    if (status !== 'waiting' && status !== 'running') throw new Error(status);
    await sleep(20);
  }
}

async function codes(response: Response): Promise<readonly string[]> {
  const { faults } = await problemOf(response, 403);
  return faults.map(({ code }) => code);
}

describe('an import by a mapping that brings holds', () => {
  const file = 'id,received,held\n1,2026-03-02,2026-03-03\n';

  it('is refused from who may not place and lift them, as it would be event by event', async () => {
    expect(await codes(await upload(officer, 'holding', file))).toEqual(['authority.role']);
    expect(await codes(await upload({ ...both, isConfirmed: false }, 'holding', file))).toEqual(['authority.step_up']);
    expect(await codes(await upload({ ...both, scopes: ['imports'] }, 'holding', file))).toEqual([
      'authority.scope',
      'authority.person',
    ]);
  });

  it('is taken back by who may lift them alone; one without holds by every officer', async () => {
    const holding = await imported(both, 'holding', file);
    expect(await codes(await undo(officer, holding))).toEqual(['authority.role']);
    expect(await codes(await undo({ ...both, isConfirmed: false }, holding))).toEqual(['authority.step_up']);
    expect((await undo(both, holding)).status).toBe(202);
    const plain = await imported(officer, 'plain', 'id,received\n1,2026-03-02\n');
    expect((await undo({ roles: ['officer'] }, plain)).status).toBe(202);
  });
});
