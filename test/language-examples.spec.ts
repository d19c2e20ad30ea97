import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadPolicies } from '../src/rules/policy/load-policies.js';
import { codeAndPlace } from './support/policy-files.js';

const folder = join(import.meta.dirname, 'vectors/language');
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ file: path.slice(folder.length + 1), text: readFileSync(path, 'utf8') }));
const { set, faults } = loadPolicies(files);

describe('the policies that the language was found by', () => {
  it('load without a fault', () => {
    expect(faults.map(codeAndPlace)).toEqual([]);
  });

  it.each([
    ['cn.banking-and-insurance', 5],
    ['cn.consumer-regulation', 5],
    ['cn.deliberate-delay', 3],
    ['cn.limitation', 0],
    ['cn.samr.complaints', 4],
    ['cn.samr.complaints', 8],
    ['cn.transport', 4],
    ['house.clocks', 13],
    ['uk.disp', 4],
    ['us.reg-z-and-x', 9],
  ])('keep every rule of %s: %i', (id, count) => {
    const versions = set?.policies.filter((policy) => policy.id === id) ?? [];
    expect(versions.map(({ rules }) => rules.length)).toContain(count);
  });

  it('follow each other as versions of one policy', () => {
    const versions = set?.policies.filter((policy) => policy.id === 'cn.samr.complaints') ?? [];
    expect(versions.map(({ file }) => file)).toEqual(['cn.samr.complaints.order-20.yaml', 'cn.samr.complaints.yaml']);
  });
});
