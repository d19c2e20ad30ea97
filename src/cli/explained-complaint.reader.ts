import { readFile } from 'node:fs/promises';
import { RedressError } from '../errors.js';
import { importComplaints } from '../imports/complaints.importer.js';
import { readMapping } from '../imports/read-mapping.js';
import { readComplaint } from '../policies-folder/complaint-file.reader.js';
import type { ToldComplaint } from '../rules/analysis/complaint-file.js';
import { readTestCases } from '../rules/analysis/test-cases.js';
import type { PolicySet } from '../rules/policy/policy.js';
import { explainFault } from './explain-errors.js';
import { readMappingText } from './mapping.reader.js';

/** Where the complaint stands: a file of its own, a case of a test file, or a row of an export. */
export interface WhichComplaint {
  readonly complaint: string;
  readonly case?: string;
  readonly mapping?: string;
  readonly id?: string;
}

/** Reads the complaint. Throws a RedressError with every fault of the file, and where it holds no such case or row. */
export async function readExplained(which: WhichComplaint, set: PolicySet): Promise<ToldComplaint> {
  if (which.mapping !== undefined) return readRow(which.complaint, which.mapping, which.id ?? '', set);
  const isTest = which.case !== undefined || /\.test\.ya?ml$/.test(which.complaint);
  return isTest ? readCase(which.complaint, which.case, set) : readComplaint(which.complaint, set);
}

async function readCase(file: string, name: string | undefined, set: PolicySet): Promise<ToldComplaint> {
  const { cases, faults } = readTestCases(await readFile(file, 'utf8'), file, set);
  const found = cases.find((each) => each.name.en === name || each.name.zh === name);
  if (found !== undefined) return found;
  if (faults.length > 0) throw new RedressError(faults);
  const known = cases.map((each) => `"${each.name.en}"`).join(', ');
  throw new RedressError([explainFault('explain.unknown_case', { name: name ?? '', known }, { file })]);
}

async function readRow(file: string, path: string, id: string, set: PolicySet): Promise<ToldComplaint> {
  const { mapping, faults } = readMapping(await readMappingText(path), path, set.vocabulary);
  if (mapping === undefined) throw new RedressError(faults);
  for await (const item of importComplaints(file, mapping))
    if (item.kind === 'complaint' && item.complaint.id === id) return { complaint: item.complaint, at: undefined };
  throw new RedressError([explainFault('explain.no_complaint', { id: id.slice(0, 60) }, { file })]);
}
