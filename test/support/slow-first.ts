import { createRequire } from 'node:module';
import { join } from 'node:path';
import type TestSequencer from '@jest/test-sequencer';

/** Suites that take a minute or longer, mostly waiting, the longest first: begun last, they would leave the other workers idle at the end. */
const slow = [
  'test/faults/disk',
  'test/tooling/accounts',
  'test/policy-fuzz',
  'test/db/restore-hostile',
  'test/db/report-of-import',
  'test/figures',
  'test/faults/kill',
  'test/tooling/up',
  'test/faults/clocks',
  'test/db/releases',
  'test/faults/database',
  'test/letters',
  'test/e2e/pages',
  'test/db/backup',
].map((name) => join(import.meta.dirname, '../..', `${name}.spec.ts`));

// As a module it exports something else than its types say.
const { default: Sequencer } = createRequire(import.meta.url)('@jest/test-sequencer') as typeof TestSequencer;

/** The order of suites: slow ones first, the others as Jest has them. */
export default class SlowFirst extends Sequencer {
  override sort(tests: Parameters<InstanceType<typeof Sequencer>['sort']>[0]) {
    const placeOf = (path: string): number => (slow.includes(path) ? slow.indexOf(path) : slow.length);
    return Promise.resolve(super.sort(tests)).then((sorted) =>
      [...sorted].sort((a, b) => placeOf(a.path) - placeOf(b.path)),
    );
  }
}
