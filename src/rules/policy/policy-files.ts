import type { Fault } from '../../errors.js';
import { policyFault } from './policy-errors.js';
import type { PolicyText } from './read-file.js';

/** The files of a policies folder by what they are for; each list in the order of their paths. */
export interface SortedFiles {
  readonly organisation: PolicyText | undefined;
  readonly vocabulary: PolicyText | undefined;
  readonly parameters: PolicyText | undefined;
  readonly calendars: readonly PolicyText[];
  readonly policies: readonly PolicyText[];
  readonly faults: readonly Fault[];
}

type Kind = 'organisation' | 'vocabulary' | 'parameters' | 'calendar' | 'policy' | 'other';

/** What a file is for, by its name and folder alone. Mappings, schedules, tests and everything that is not YAML are `other`. */
export function kindOf(file: string): Kind {
  const [, stem = ''] = /^(.*)\.ya?ml$/u.exec(file) ?? [];
  if (stem === '' || stem.endsWith('.test') || /(^|\/)\./u.test(file)) return 'other';
  if (stem === 'schedules' || file.startsWith('mappings/')) return 'other';
  if (stem === 'organisation' || stem === 'vocabulary' || stem === 'parameters') return stem;
  return file.startsWith('calendars/') ? 'calendar' : 'policy';
}

/** Sorts files by what they are for. Reports a second file for what there is one of (`.yaml` and `.yml`). */
export function sortFiles(files: readonly PolicyText[]): SortedFiles {
  const ordered = files
    .map(({ file, text }) => ({ file: file.replaceAll('\\', '/').replace(/^\.\//u, ''), text }))
    .sort((a, b) => comparePaths(a.file, b.file));
  const of = (kind: Kind): readonly PolicyText[] => ordered.filter(({ file }) => kindOf(file) === kind);
  const single = ['organisation', 'vocabulary', 'parameters'] as const;
  const faults = single.flatMap((kind) => {
    const [first, ...more] = of(kind);
    return more.map(({ file }) => policyFault('policy.file_twice', { other: first?.file ?? '' }, { file }));
  });
  return {
    organisation: of('organisation')[0],
    vocabulary: of('vocabulary')[0],
    parameters: of('parameters')[0],
    calendars: of('calendar'),
    policies: of('policy'),
    faults,
  };
}

/** The order of code points, the same on every machine whatever its language. */
export function comparePaths(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
