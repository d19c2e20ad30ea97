import type { z } from 'zod';
import type { Fault } from '../../errors.js';
import type { YamlFile } from './read-yaml.js';
import { yamlFault } from './yaml-errors.js';

/** The value in the schema's type, or undefined with every fault of the shape at its place. */
export function checkShape<T extends z.ZodType>(
  schema: T,
  yaml: YamlFile,
): { readonly value: z.output<T> | undefined; readonly faults: readonly Fault[] } {
  const result = schema.safeParse(yaml.value, { reportInput: true });
  if (result.success) return { value: result.data, faults: [] };
  return { value: undefined, faults: result.error.issues.flatMap((issue) => shapeFaults(issue, [], yaml)) };
}

type Issue = z.core.$ZodIssue;

function shapeFaults(issue: Issue, parents: readonly PropertyKey[], yaml: YamlFile): readonly Fault[] {
  const path = [...parents, ...issue.path];
  const key = String(path.at(-1) ?? '');
  const place = yaml.placeOf(path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((unknown) => {
        const known = knownKeys(issue);
        return yamlFault(
          'yaml.unknown_key',
          { key: unknown, known: known.join(', '), hint: nearest(unknown, known) },
          yaml.placeOf([...path, unknown], 'key'),
        );
      });
    case 'invalid_union': {
      const best = bestBranch(issue.errors);
      return best === undefined
        ? [yamlFault('yaml.wrong_value', { key, found: show(issue.input), expected: issue.message }, place)]
        : best.flatMap((inner) => shapeFaults(inner, path, yaml));
    }
    case 'invalid_type':
      return issue.input === undefined
        ? [yamlFault('yaml.missing_key', { key, expected: issue.expected }, place)]
        : [yamlFault('yaml.wrong_type', { key, found: show(issue.input), expected: issue.expected }, place)];
    case 'invalid_value':
      return issue.input === undefined
        ? [yamlFault('yaml.missing_key', { key, expected: issue.values.map(String).join(' | ') }, place)]
        : [
            yamlFault(
              'yaml.wrong_value',
              { key, found: show(issue.input), expected: issue.values.map(String).join(', ') },
              place,
            ),
          ];
    default:
      return [yamlFault('yaml.wrong_value', { key, found: show(issue.input), expected: issue.message }, place)];
  }
}

/** The branch of a union that came furthest: fewest faults at its own top, then fewest faults. */
function bestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const cost = (issues: readonly Issue[]): number =>
    issues.reduce((sum, issue) => sum + (issue.code === 'invalid_type' && issue.path.length === 0 ? 100 : 1), 0);
  return [...branches].sort((a, b) => cost(a) - cost(b))[0];
}

/** zod does not name the keys that a strict object knows; schemas give them as the `keys` of their error parameters. */
function knownKeys(issue: Issue): readonly string[] {
  const [, list = ''] = /^keys: (.*)$/.exec(issue.message) ?? [];
  return list === '' ? [] : list.split(', ');
}

function nearest(word: string, known: readonly string[]): string {
  const close = known.find(
    (candidate) => candidate.toLowerCase() === word.toLowerCase() || distance(candidate, word) <= 2,
  );
  return close === undefined ? '' : ` (${close}?)`;
}

function distance(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0] ?? 0;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] ?? 0;
      row[j] = Math.min(above + 1, (row[j - 1] ?? 0) + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1));
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
