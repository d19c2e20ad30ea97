import type { z } from 'zod';
import type { Fault } from '../../errors.js';
import { isRecord } from '../facts/fact-value.js';
import { record } from '../yaml/shapes.js';
import type { Calendar } from '../time/calendar.js';
import type { CompiledCondition } from '../conditions/condition.js';
import { checkOwnParameter, claimName, newNameSpace, type NameSpace } from './check-names.js';
import { catalogueOf, checkNamedConditions } from './catalogue.js';
import { workedOutTypes } from './fact-types.js';
import { organisationFile, parametersFile, vocabularyFile } from './other-shapes.js';
import type { Organisation } from './policy.js';
import type { Parameter } from './vocabulary-types.js';
import type { SortedFiles } from './policy-files.js';
import { openFile, type PolicyText, type ReadFile } from './read-file.js';
import { readOrganisation } from './read-organisation.js';
import { readParameters } from './read-parameters.js';
import { readVocabulary, type ReadVocabulary, type VocabularyFile } from './read-vocabulary.js';
import type { Names } from './reading.js';
import { indexRules } from './rule-index.js';
import { entriesOf, nowhere, under, type Spot } from './spot.js';
import { claimSets, claimWorkedOut } from './worked-out-names.js';

/** The files beside the policies, opened; a file that is missing is empty and without fault. */
export interface Opened {
  readonly organisation: ReadFile;
  readonly vocabulary: readonly ReadFile[];
  readonly parameters: readonly ReadFile[];
}

/** Everything that policies may name, and what is only known once all files have been looked at. */
export interface Declarations {
  readonly organisation: Organisation;
  readonly vocabulary: ReadVocabulary;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly conditions: ReadonlyMap<string, CompiledCondition>;
  /** The names that a policy may use: the shared ones with its own parameters; without a policy, the shared ones. */
  readonly namesFor: (file: ReadFile | undefined) => Names;
}

/** Opens the files. Vocabulary and parameters may stand under a key of that name, or without it. */
export function openDeclarations(files: SortedFiles): Opened {
  const wrapped = (key: string, schema: z.ZodType) => (value: unknown) =>
    isRecord(value) && Object.hasOwn(value, key) ? record({ [key]: schema }) : schema;
  const { organisation } = files;
  return {
    organisation:
      organisation === undefined ? missing('organisation.yaml') : openFile(organisation, () => organisationFile),
    vocabulary: open(files.vocabulary, 'vocabulary.yaml', wrapped('vocabulary', vocabularyFile)),
    parameters: open(files.parameters, 'parameters.yaml', wrapped('parameters', parametersFile)),
  };
}

function open(
  texts: readonly PolicyText[],
  name: string,
  schemaOf: (value: unknown) => z.ZodType,
): readonly ReadFile[] {
  return texts.length === 0 ? [missing(name)] : texts.map((text) => openFile(text, schemaOf));
}

function missing(file: string): ReadFile {
  return { file, digest: '', spot: nowhere(file), faults: [], explained: new Set(), shape: [], readable: true };
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
  const vocabularies = opened.vocabulary.map((file) => ({ spot: unwrap(file.spot, 'vocabulary'), reading: file }));
  const vocabulary = readVocabulary(vocabularies, firstOf(vocabularies), space);
  const parameters = readShared(opened.parameters, space);
  const rules = indexRules(policies);
  const shared = {
    ...vocabulary,
    calendars: read.calendars,
    calendarsRead: read.faults.length === 0,
    complete: isComplete(opened, vocabularies),
    rules,
  };
  const organisation = readOrganisation(opened.organisation.spot, shared, opened.organisation);
  const declared = claimWorkedOut(policies, space);
  claimSets(policies);
  const own = new Map(policies.map((file) => [file, new Map([...parameters, ...readOwn(file, space)])]));
  const parametersOf = (file: ReadFile | undefined) => (file && own.get(file)) ?? parameters;
  const workedOut = workedOutTypes(
    Map.groupBy(declared, ({ name }) => name),
    vocabulary,
    parametersOf,
  );
  const everywhere = { ...shared, workedOut, roles: organisation.roles };
  const namesWith = (file: ReadFile | undefined, compiles: boolean): Names => {
    const known = { ...everywhere, parameters: parametersOf(file), policy: idOf(file) };
    return { ...known, catalogue: catalogueOf(known, vocabulary.conditions), compiles };
  };
  const conditions = checkNamedConditions(vocabulary.conditions, namesWith(undefined, true), opened.vocabulary);
  return {
    organisation,
    vocabulary,
    parameters,
    calendars: read.calendars,
    conditions: conditions ?? new Map(),
    namesFor: (file) => namesWith(file, conditions !== undefined),
  };
}

function firstOf(files: readonly VocabularyFile[]): VocabularyFile {
  return files[0] ?? { spot: nowhere('vocabulary.yaml'), reading: { faults: [] } };
}

function idOf(file: ReadFile | undefined): string {
  const { value: id } = file === undefined ? { value: '' } : under(file.spot, 'policy');
  return typeof id === 'string' ? id : '';
}

function readShared(files: readonly ReadFile[], space: NameSpace): ReadonlyMap<string, Parameter> {
  const all = files.map((file) => {
    const spot = unwrap(file.spot, 'parameters');
    for (const [name, each] of entriesOf(spot))
      claimName(name, { kind: 'parameters', owner: '', spot: each }, space, file);
    return readParameters(spot, file);
  });
  return new Map(all.flatMap((each) => [...each]));
}

function readOwn(file: ReadFile, space: NameSpace): ReadonlyMap<string, Parameter> {
  const spot = under(file.spot, 'parameters');
  for (const [name, each] of entriesOf(spot)) checkOwnParameter(name, each, space, file);
  return readParameters(spot, file);
}

/** Whether every part of the files that declare names could be read. */
function isComplete({ vocabulary, parameters }: Opened, spots: readonly VocabularyFile[]): boolean {
  if (![...vocabulary, ...parameters].every(({ readable }) => readable)) return false;
  return spots.every(({ spot }) =>
    ['events', 'facts', 'conditions'].every((key) => {
      const { value } = under(spot, key);
      return value === undefined || isRecord(value);
    }),
  );
}
