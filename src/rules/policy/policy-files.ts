import type { Fault } from '../../errors.js';
import { scheduleFault } from '../schedule/schedule-errors.js';
import { policyFault } from './policy-errors.js';
import type { PolicyText } from './read-file.js';

/** The files of a policies folder by what they are for; each list in the order of their paths. */
export interface SortedFiles {
  readonly organisation: PolicyText | undefined;
  /** Spread over as many files as one likes; what they declare is one. */
  readonly vocabulary: readonly PolicyText[];
  readonly parameters: readonly PolicyText[];
  readonly calendars: readonly PolicyText[];
  readonly waivers: readonly PolicyText[];
  readonly schedules: PolicyText | undefined;
  readonly policies: readonly PolicyText[];
  readonly faults: readonly Fault[];
}

type Kind = 'organisation' | 'vocabulary' | 'parameters' | 'calendar' | 'waiver' | 'policy' | 'other';

/**
 * What a file is for, by its name and folder alone. Vocabulary and parameters may stand in any folder, alone or with a name
 * before: `cn/food.vocabulary.yaml`. Mappings, schedules, tests and everything that is not YAML are `other`: no judgement depends on them.
 */
export function kindOf(file: string): Kind {
  const [, stem = ''] = /^(.*)\.ya?ml$/u.exec(file) ?? [];
  if (stem === '' || stem.endsWith('.test') || /(^|\/)\./u.test(file)) return 'other';
  if (/(^|\/)schedules$/u.test(stem) || file.startsWith('mappings/')) return 'other';
  if (stem === 'organisation') return stem;
  const [, shared] = /(?:^|[./])(vocabulary|parameters)$/u.exec(stem) ?? [];
  if (shared === 'vocabulary' || shared === 'parameters') return shared;
  if (file.startsWith('waivers/')) return 'waiver';
  return file.startsWith('calendars/') ? 'calendar' : 'policy';
}

/** The one file of schedules, at the top of the folder. */
const schedulesFile = 'schedules.yaml';

/** Sorts files by what they are for. Reports a second file of the organisation (`.yaml` and `.yml`), and schedules under another name. */
export function sortFiles(files: readonly PolicyText[]): SortedFiles {
  const ordered = files
    .map(({ file, text }) => ({ file: file.replaceAll('\\', '/').replace(/^\.\//u, ''), text }))
    .sort((a, b) => comparePaths(a.file, b.file));
  const of = (kind: Kind): readonly PolicyText[] => ordered.filter(({ file }) => kindOf(file) === kind);
  const [organisation, ...more] = of('organisation');
  const other = organisation?.file ?? '';
  const misplaced = ordered.filter(({ file }) => /(^|\/)schedules\.ya?ml$/u.test(file) && file !== schedulesFile);
  return {
    organisation,
    vocabulary: of('vocabulary'),
    parameters: of('parameters'),
    calendars: of('calendar'),
    waivers: of('waiver'),
    schedules: ordered.find(({ file }) => file === schedulesFile),
    policies: of('policy'),
    faults: [
      ...more.map(({ file }) => policyFault('policy.file_twice', { other }, { file })),
      ...misplaced.map(({ file }) => scheduleFault('schedule.misplaced', {}, { file })),
    ],
  };
}

/** The order of code points, the same on every machine whatever its language. */
export function comparePaths(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
