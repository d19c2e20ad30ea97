import { expect } from '@jest/globals';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { join } from 'node:path';
import type { z } from 'zod';
import { DocsModule } from '../../../src/http/openapi/docs.module.js';
import type { Authenticate } from '../../../src/http/authenticate.js';
import { problemSchema } from '../../../src/http/openapi/problem-schema.js';
import { HealthModule } from '../../../src/modules/health/health.module.js';
import { ComplaintsModule } from '../../../src/modules/complaints/complaints.module.js';
import { JudgementsModule } from '../../../src/modules/judgements/judgements.module.js';
import { PoliciesService, soundSet } from '../../../src/modules/policies/policies.service.js';
import { projectFolder } from '../../../src/project.js';
import { readPolicyFiles } from '../../../src/policies-folder/policies.reader.js';
import { StoreModule } from '../../../src/store/store.module.js';
import type { PolicyText } from '../../../src/rules/policy/read-file.js';
import type { Database } from '../../../src/store/tx.js';
import { ownPolicies } from '../../support/own-policies.js';
import { testDatabase, type TestDatabase } from '../../db/support/test-database.js';
import { startShell, type Shell } from './shell.js';

/** Stands for the whole application. */
@Module({})
class Root {}

function appOver(database: Database, modules: readonly Type[]): DynamicModule {
  return {
    module: Root,
    imports: [StoreModule.of(database), HealthModule, DocsModule, ComplaintsModule, JudgementsModule, ...modules],
  };
}

export interface ComplaintsApp extends Shell {
  readonly test: TestDatabase;
  readonly policies: PoliciesService;
  /** Puts these texts in force. */
  take(files: readonly PolicyText[]): Promise<number>;
  stop(): Promise<void>;
}

/** Complaints and judgements behind the whole of HTTP, over a database of their own, judged by one deadline (see ownPolicies). */
export async function complaintsApp({
  authenticate,
  modules = [],
  ...options
}: { poolSize?: number; authenticate?: Authenticate; modules?: readonly Type[] } = {}): Promise<ComplaintsApp> {
  const test = await testDatabase(options);
  const shell = await startShell({
    ...(authenticate === undefined ? {} : { authenticate: () => authenticate }),
    store: { database: test.database, close: () => Promise.resolve() },
    module: appOver(test.database, modules),
  });
  const policies = shell.app.get(PoliciesService, { strict: false });
  const take = async (files: readonly PolicyText[]): Promise<number> => {
    const sound = soundSet(files);
    if (!('set' in sound)) throw new Error(sound.map(({ code, place }) => `${code} ${place?.file}`).join('\n'));
    const { number } = await policies.take(sound, { kind: 'system', id: 'test' });
    return number;
  };
  await take(ownPolicies());
  return {
    ...shell,
    test,
    policies,
    take,
    async stop() {
      await shell.close();
      await test.close();
    },
  };
}

export function shippedPolicies(): Promise<readonly PolicyText[]> {
  return readPolicyFiles(join(projectFolder, 'policies'));
}

/** The body of an answer, which must have this status and hold what its description says, and nothing else. */
export async function answerOf<Schema extends z.ZodType>(
  schema: Schema,
  response: Response,
  status = 200,
): Promise<z.infer<Schema>> {
  const text = await response.text();
  if (response.status !== status) throw new Error(`${response.status} instead of ${status}: ${text.slice(0, 2_000)}`);
  const body: unknown = JSON.parse(text);
  const read = schema.parse(body);
  expect(read).toEqual(body);
  return read;
}

/** The problem that an answer tells. */
export function problemOf(response: Response, status: number): Promise<z.infer<typeof problemSchema>> {
  return answerOf(problemSchema, response, status);
}

/** The faults of a problem as `code pointer`. */
export async function faultsOf(response: Response, status = 400): Promise<readonly string[]> {
  const { faults } = await problemOf(response, status);
  return faults.map(({ code, pointer, parameter }) => `${code} ${pointer ?? parameter ?? ''}`.trimEnd());
}
