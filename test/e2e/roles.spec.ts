import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startShell, type Shell } from './support/shell.js';

describe('a process that is not there for requests', () => {
  let shell: Shell;
  beforeAll(async () => {
    shell = await startShell({ roles: new Set(['sweep', 'jobs']) });
  });
  afterAll(() => shell.close());

  it('answers whoever watches it', async () => {
    expect((await shell.ask('GET', '/api/health/live')).status).toBe(200);
  });

  it.each(['/', '/api/probe/slow', '/api/docs', '/api/healthy', '/api/nothing'])(
    'refuses %s with what it is there for',
    async (path) => {
      const answer = await shell.ask('GET', path);
      expect(answer.status).toBe(503);
      const problem = await answer.text();
      expect(problem).toContain('http.not_here');
      expect(problem).toContain('sweep,jobs');
    },
  );
});
