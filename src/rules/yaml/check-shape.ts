import type { z } from 'zod';
import type { Fault, Text } from '../../errors.js';
import { hint } from '../nearest.js';
import { expectedText, expectedType, tooSmall } from './expected-texts.js';
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

export type Issue = z.core.$ZodIssue;

function shapeFaults(issue: Issue, parents: readonly PropertyKey[], yaml: YamlFile): readonly Fault[] {
  const path = [...parents, ...issue.path];
  // Whoever reads the file has said already that there is no value here.
  if (issue.input === null && path.length > 0) return [];
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue.keys, knownKeys(issue), path, yaml);
    case 'invalid_union': {
      const best = bestBranch(issue.errors);
      return best === undefined
        ? [wrong(issue.input, expectedText(issue.message), path, yaml)]
        : best.flatMap((inner) => shapeFaults(inner, path, yaml));
    }
    case 'invalid_type':
      return [wrongType(issue.input, expectedType(issue.expected), path, yaml)];
    case 'invalid_value': {
      const values = issue.values.map(String);
      if (issue.input === undefined) return [missing(same(values.join(' | ')), path, yaml)];
      return [wrong(issue.input, same(values.join(', ')), path, yaml)];
    }
    case 'too_small':
      return [wrong(issue.input, tooSmall(issue.origin, issue.minimum), path, yaml)];
    case 'invalid_key': {
      const [inner] = issue.issues;
      return [wrong(path.at(-1), expectedText(inner?.message ?? issue.message), path, yaml, 'key')];
    }
    default:
      return [wrong(issue.input, expectedText(issue.message), path, yaml)];
  }
}

type Path = readonly PropertyKey[];

function unknownKeys(keys: readonly string[], known: readonly string[], path: Path, yaml: YamlFile): readonly Fault[] {
  return keys.map((key) =>
    yamlFault(
      'yaml.unknown_key',
      { key: show(key), known: known.join(', '), hint: hint(key, known) },
      yaml.placeOf([...path, key], 'key'),
    ),
  );
}

function missing(expected: Text, path: Path, yaml: YamlFile): Fault {
  const data = { key: nameOf(path, yaml), expected: expected.en, expectedZh: expected.zh };
  return yamlFault('yaml.missing_key', data, yaml.placeOf(path));
}

function wrongType(input: unknown, expected: Text, path: Path, yaml: YamlFile): Fault {
  if (input === undefined) return missing(expected, path, yaml);
  const data = { key: nameOf(path, yaml), found: show(input), expected: expected.en, expectedZh: expected.zh };
  return yamlFault('yaml.wrong_type', data, yaml.placeOf(path));
}

function wrong(input: unknown, expected: Text, path: Path, yaml: YamlFile, at: 'value' | 'key' = 'value'): Fault {
  const data = { key: nameOf(path, yaml), found: show(input), expected: expected.en, expectedZh: expected.zh };
  return yamlFault('yaml.wrong_value', data, yaml.placeOf(path, at));
}

/** The key that the value stands under; for an entry of a list that of the list; for the whole file its name. */
function nameOf(path: Path, { file }: YamlFile): string {
  const key = path.findLast((step) => typeof step !== 'number');
  return show(String(key ?? file.split('/').at(-1)));
}

function same(text: string): Text {
  return { en: text, zh: text };
}

/** The branch of a union that was meant: the one whose own keys fit best, whatever is wrong inside them. */
export function bestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return [...branches].sort((a, b) => cost(a) - cost(b))[0];
}

/** Another type altogether weighs most, then keys that the branch does not know or lacks, then faults within values. */
function cost(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => {
    if (issue.code === 'invalid_type' && issue.path.length === 0) return sum + 1e6;
    if (issue.path.length === 0) return sum + 1000;
    return sum + (issue.path.length === 1 && issue.input === undefined ? 1000 : 1);
  }, 0);
}

/** zod does not name the keys that a strict object knows; schemas give them as the `keys` of their error parameters. */
function knownKeys(issue: Issue): readonly string[] {
  const [, list = ''] = /^keys: (.*)$/.exec(issue.message) ?? [];
  return list === '' ? [] : list.split(', ');
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
