import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { judgementFormat, readJudgementFile } from '../src/modules/judgements/judgement-file.js';
import { verifyJudgement } from '../src/modules/judgements/verify-judgement.js';
import { projectFolder } from '../src/project.js';

const page = readFileSync(join(projectFolder, 'docs/judgement-file.md'), 'utf8');
const example = /```json\n([^`]*)```/.exec(page)?.[1] ?? '';

describe('the example of docs/judgement-file.md', () => {
  const file = readJudgementFile(Buffer.from(example));

  it('is judged again to what it says, by an engine of its number to the same bytes', async () => {
    const { differences, digest } = await verifyJudgement(file, '2026a');
    // A newer engine says so; what it finds is the same.
    expect(differences.filter(({ kind }) => kind !== 'engine')).toEqual([]);
    expect(digest.here).toBe(digest.file);
  });

  it('has the form that the page tells, with a line for each of its keys', () => {
    const keys = Object.keys(JSON.parse(example) as object);
    const told = [...page.matchAll(/^\| `([a-z]+)` \|/gmu)].map(([, key]) => key);
    expect(new Set([...told, 'digest', 'format'])).toEqual(new Set(keys));
    expect(page).toContain(`\`format\` MUST be \`${judgementFormat}\``);
  });

  it('holds no personal value', () => {
    expect(file.complaint.facts).not.toHaveProperty('caller');
    expect(file.withheld).toEqual([]);
  });
});
