import { it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { describe as show } from '../../errors.js';
import { loadPolicies } from './load-policies.js';

it('tries', () => {
  const files = readdirSync('policies', { recursive: true })
    .map(String)
    .filter((f) => /\.ya?ml$/.test(f))
    .map((file) => ({ file, text: readFileSync('policies/' + file, 'utf8') }));
  const { set, faults } = loadPolicies(files);
  console.log(
    set?.policies.length,
    set?.digest,
    faults.length,
    faults
      .slice(0, 60)
      .map((fault) => show(fault, 'en'))
      .join('\n'),
  );
});
