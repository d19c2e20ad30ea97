import type { z } from 'zod';
import type { Fault } from '../../errors.js';
import { isRecord } from '../facts/fact-value.js';
import { record } from '../yaml/shapes.js';
import type { Calendar } from '../time/calendar.js';
import type { CompiledCondition } from '../conditions/condition.js';
import { checkName, checkOwnParameter, claimName, newNameSpace, type NameSpace } from './check-names.js';
import { catalogueOf, checkNamedConditions } from './catalogue.js';
import { organisationFile, parametersFile, vocabularyFile } from './other-shapes.js';
import type { Organisation, Parameter } from './policy.js';
import type { SortedFiles } from './policy-files.js';
import { openFile, type PolicyText, type ReadFile } from './read-file.js';
import { readOrganisation } from './read-organisation.js';
import { readParameters } from './read-parameters.js';
import { readVocabulary, type ReadVocabulary } from './read-vocabulary.js';
import type { Names } from './reading.js';
import { entriesOf, nowhere, under, type Spot } from './spot.js';

/** The three files beside the policies, opened; a file that is missing is empty and without fault. */
export interface Opened {
  readonly organisation: ReadFile;
  readonly vocabulary: ReadFile;
  readonly parameters: ReadFile;
}

/** Everything that policies may name, and what is only known once all files have been looked at. */
export interface Declarations {
  readonly organisation: Organisation;
  readonly vocabulary: ReadVocabulary;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly conditions: ReadonlyMap<string, CompiledCondition>;
  /** The names that a policy may use: the shared ones with its own parameters. */
  readonly namesFor: (file: ReadFile) => Names;
}

/** Opens the three files. Vocabulary and parameters may stand under a key of that name, or without it. */
export function openDeclarations(files: SortedFiles): Opened {
  const wrapped = (key: string, schema: z.ZodType) => (value: unknown) =>
    isRecord(value) && Object.hasOwn(value, key) ? record({ [key]: schema }) : schema;
  return {
    organisation: open(files.organisation, 'organisation.yaml', () => organisationFile),
    vocabulary: open(files.vocabulary, 'vocabulary.yaml', wrapped('vocabulary', vocabularyFile)),
    parameters: open(files.parameters, 'parameters.yaml', wrapped('parameters', parametersFile)),
  };
}

function open(text: PolicyText | undefined, name: string, schemaOf: (value: unknown) => z.ZodType): ReadFile {
  if (text !== undefined) return openFile(text, schemaOf);
  const spot = nowhere(name);
  return { file: name, digest: '', spot, faults: [], explained: new Set(), shape: [], readable: true };
}

function unwrap(spot: Spot, key: string): Spot {
  const inner = under(spot, key);
  return inner.value === undefined ? spot : inner;
}

/** Reads what the files declare, and takes every name once for all of them. */
export function readDeclarations(
  opened: Opened,
  policies: readonly ReadFile[],
  read: { readonly calendars: ReadonlyMap<string, Calendar>; readonly faults: readonly Fault[] },
): Declarations {
  const space = newNameSpace();
  const spot = unwrap(opened.vocabulary.spot, 'vocabulary');
  const vocabulary = readVocabulary(spot, space, opened.vocabulary);
  const parameters = readShared(opened.parameters, space);
  const shared = {
    ...vocabulary,
    workedOut: claimWorkedOut(policies, space),
    calendars: read.calendars,
    calendarsRead: read.faults.length === 0,
    complete: isComplete(opened.vocabulary, spot) && opened.parameters.readable,
  };
  const own = new Map(policies.map((file) => [file, readOwn(file, space)]));
  const namesWith = (all: ReadonlyMap<string, Parameter>, compiles: boolean): Names => ({
    ...shared,
    parameters: all,
    catalogue: catalogueOf({ ...shared, parameters: all }, vocabulary.conditions),
    compiles,
  });
  const conditions = checkNamedConditions(vocabulary.conditions, namesWith(parameters, true), opened.vocabulary);
  return {
    organisation: readOrganisation(opened.organisation.spot, shared, opened.organisation),
    vocabulary,
    parameters,
    calendars: read.calendars,
    conditions: conditions ?? new Map(),
    namesFor: (file) => namesWith(new Map([...parameters, ...(own.get(file) ?? [])]), conditions !== undefined),
  };
}

function readShared(file: ReadFile, space: NameSpace): ReadonlyMap<string, Parameter> {
  const spot = unwrap(file.spot, 'parameters');
  for (const [name, each] of entriesOf(spot))
    claimName(name, { kind: 'parameters', owner: '', spot: each }, space, file);
  return readParameters(spot, file);
}

/** Worked-out facts are global names; only versions of the same policy may define one again (S62). */
function claimWorkedOut(policies: readonly ReadFile[], space: NameSpace): ReadonlySet<string> {
  const names = new Set<string>();
  for (const file of policies) {
    const { value: id } = under(file.spot, 'policy');
    const owner = typeof id === 'string' ? id : file.file;
    for (const [name, each] of entriesOf(under(file.spot, 'facts'))) {
      checkName(name, each, file);
      claimName(name, { kind: 'facts', owner, spot: each }, space, file);
      names.add(name);
    }
  }
  return names;
}

function readOwn(file: ReadFile, space: NameSpace): ReadonlyMap<string, Parameter> {
  const spot = under(file.spot, 'parameters');
  for (const [name, each] of entriesOf(spot)) checkOwnParameter(name, each, space, file);
  return readParameters(spot, file);
}

/** Whether every part of the vocabulary that declares names could be read. */
function isComplete(file: ReadFile, spot: Spot): boolean {
  if (!file.readable) return false;
  return ['events', 'facts', 'conditions'].every((key) => {
    const { value } = under(spot, key);
    return value === undefined || isRecord(value);
  });
}
