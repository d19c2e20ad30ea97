import { RedressError } from '../../errors.js';
import type { Json } from '../../ledger/canonical.js';
import type { Mapping } from '../../imports/mapping.js';
import { readMapping } from '../../imports/read-mapping.js';
import type { Vocabulary } from '../../rules/policy/vocabulary-types.js';
import { isMapping, type SetTexts } from '../policies/stored-set.js';
import { importsFault } from './imports-errors.js';

/** A mapping as a text, with the name under which its faults are told. */
export interface MappingText {
  readonly file: string;
  readonly text: string;
}

/** The mapping, or every fault of its text. */
export function checkedMapping({ text, file }: MappingText, vocabulary: Vocabulary): Mapping {
  const { mapping, faults } = readMapping(text, file, vocabulary);
  if (mapping === undefined) throw new RedressError(faults);
  return mapping;
}

/** The mapping of this id among the texts of a set. Refuses an id that none has, and a mapping with faults, known by the name of its file. */
export function mappingInForce(texts: SetTexts, id: string, vocabulary: Vocabulary): Mapping {
  const known: string[] = [];
  for (const [file, text] of Object.entries(texts)) {
    if (!isMapping(file)) continue;
    const { mapping, faults } = readMapping(text, file, vocabulary);
    const name = mapping?.id ?? file.replace(/^.*\/|\.ya?ml$/gu, '');
    if (name === id && mapping === undefined) throw new RedressError(faults);
    if (mapping !== undefined && name === id) return mapping;
    known.push(name);
  }
  throw new RedressError([importsFault('imports.unknown_mapping', { mapping: id, known: known.join(', ') || '–' })]);
}

/** The id of the mapping as the request of an import names it. */
export function mappingIdIn(mapping: Json | undefined): string {
  if (typeof mapping !== 'object' || mapping === null || !('id' in mapping) || typeof mapping.id !== 'string')
    throw new RangeError('the import does not name its mapping');
  return mapping.id;
}
