import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from './support/test-database.js';

describe('the roles', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  it.each(
    ['event', 'judgement', 'entry', 'leaf', 'policy_set'].flatMap((table) => [
      [table, `update ${table} set number = number`],
      [table, `delete from ${table}`],
      [table, `truncate ${table}`],
    ]),
  )('the application cannot rewrite %s: %s', async (table, statement) => {
    await expect(test.database.reading.query(statement, statement)).rejects.toMatchObject({ code: '42501' });
    expect(await test.database.reading.query(table, `select 1 from ${table}`)).toEqual([]);
  });
});
