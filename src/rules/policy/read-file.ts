import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Fault } from '../../errors.js';
import { isRecord } from '../facts/fact-value.js';
import { checkShape } from '../yaml/check-shape.js';
import { readYaml, type YamlFile } from '../yaml/read-yaml.js';
import { withCitesAsWritten } from './cite-source.js';
import { explain } from './misread-words.js';
import { policyFault } from './policy-errors.js';
import { shorten, type FileFaults } from './reading.js';
import { top, type Spot } from './spot.js';

/** A file of the policies folder: its path there, with `/` between the parts, and its text. */
export interface PolicyText {
  readonly file: string;
  readonly text: string;
}

/** A file whose YAML has been read and whose shape has been checked. */
export interface ReadFile extends FileFaults {
  readonly file: string;
  readonly digest: string;
  readonly spot: Spot;
  /** What the check of the shape found; some of it is said better by what reads the file. */
  readonly shape: readonly Fault[];
  /** Whether there is anything to read in it. */
  readonly readable: boolean;
}

const keyLimit = 200;

/** Reads a file as far as it can be read. Faults of its YAML and of its shape are kept, not thrown. */
export function openFile({ file, text }: PolicyText, schemaOf: (value: unknown) => z.ZodType): ReadFile {
  const clean = withoutMark(text);
  const yaml = withCitesAsWritten(readYaml(clean, file), clean);
  const keys = badKeys(yaml);
  const readable = yaml.value !== undefined && keys.length === 0;
  const shape = readable ? shapeFaults(schemaOf(yaml.value), yaml) : [];
  return {
    file,
    digest: digestOf(clean),
    spot: readable ? top(yaml) : { ...top(yaml), value: undefined },
    faults: [...yaml.faults, ...keys],
    explained: new Set(),
    shape,
    readable,
  };
}

/** Every fault of a file, once each. */
export function faultsOfFile(read: ReadFile): readonly Fault[] {
  const explained = [...read.explained];
  const shape = read.shape.filter(({ place }) =>
    explained.every((path) => place?.path !== path && place?.path?.startsWith(`${path}.`) !== true),
  );
  return [...read.faults, ...shape];
}

/** SHA-256, hex, of a text without its byte order mark; line endings count as they stand. */
export function digestOf(text: string): string {
  return createHash('sha256').update(withoutMark(text), 'utf8').digest('hex');
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** What the shape says, without what has been said already: a key without a value is one fault, not two. */
function shapeFaults(schema: z.ZodType, yaml: YamlFile): readonly Fault[] {
  const nulls = new Set(yaml.faults.filter((fault) => fault.code === 'yaml.null_value').map(positionOf));
  const faults = checkShape(schema, yaml)
    .faults.filter((fault) => !nulls.has(positionOf(fault)))
    .map(explain);
  const meant = new Set(faults.flatMap((fault) => meantPath(fault) ?? []));
  return faults.filter((fault) => fault.code !== 'yaml.missing_key' || !meant.has(fault.place?.path ?? ''));
}

/** The path that a misread key should have had: that key is not missing besides. */
function meantPath({ code, data, place }: Fault): string | undefined {
  return code === 'policy.misread_word' ? place?.path?.replace(/[^.]*$/u, String(data['write'])) : undefined;
}

function positionOf({ place }: Fault): string {
  return `${place?.line}:${place?.column}`;
}

/** Keys that are far too long: nothing else is looked at then. */
function badKeys(yaml: YamlFile): Fault[] {
  const faults: Fault[] = [];
  const visit = (value: unknown, path: readonly PropertyKey[]): void => {
    if (Array.isArray(value)) value.forEach((each, index) => visit(each, [...path, index]));
    if (!isRecord(value)) return;
    for (const key of Object.keys(value)) {
      const here = [...path, key];
      if (key.length > keyLimit)
        faults.push(policyFault('policy.name_malformed', { name: shorten(key) }, placeWithout(yaml, here)));
      else visit(value[key], here);
    }
  };
  visit(yaml.value, []);
  return faults;
}

/** The place of a key that is too long to be shown as part of a path. */
function placeWithout(yaml: YamlFile, path: readonly PropertyKey[]): Fault['place'] {
  const { path: _, ...place } = yaml.placeOf(path, 'key');
  return place;
}
