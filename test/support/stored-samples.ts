import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importComplaints } from '../../src/imports/complaints.importer.js';
import { readMapping } from '../../src/imports/read-mapping.js';
import { ImportsService } from '../../src/modules/imports/imports.service.js';
import type { PoliciesService } from '../../src/modules/policies/policies.service.js';
import { RunsService } from '../../src/modules/runs/runs.service.js';
import { projectFolder } from '../../src/project.js';
import type { Vocabulary } from '../../src/rules/policy/vocabulary-types.js';
import type { Database } from '../../src/store/tx.js';
import { clerk } from './recordings.js';

const samples = join(projectFolder, 'samples');
const file = join(samples, 'complaints.csv');
const mappingText = () => readFile(join(samples, 'mapping.yaml'), 'utf8');

/** Imports the samples as `redress import` does, by the set in force. */
export async function importSamples(database: Database, policies: PoliciesService): Promise<void> {
  const runs = new RunsService(database);
  const imports = new ImportsService(database, runs, policies);
  const mapping = { file: 'mapping.yaml', text: await mappingText() };
  const result = await imports.importFile({ path: file, name: 'complaints.csv', mapping, by: clerk });
  await imports.beforeApplicationShutdown();
  await runs.onApplicationShutdown();
  if ('error' in result) throw result.error;
}

/** Every value of the samples that the vocabulary calls personal, and the reasons of retractions: whole, of two signs or more. */
export async function personalValues(vocabulary: Vocabulary): Promise<readonly string[]> {
  const { mapping } = readMapping(await mappingText(), 'mapping.yaml', vocabulary);
  if (mapping === undefined) throw new Error('the mapping of the samples has faults');
  const values = new Set<string>();
  for await (const item of importComplaints(file, mapping)) {
    if (item.kind !== 'complaint') continue;
    for (const data of [item.complaint.facts, ...item.complaint.events.map((event) => event.data)])
      for (const [name, value] of Object.entries(data)) {
        const isPersonal = vocabulary.facts.get(name)?.personal === true || name === 'reason';
        if (isPersonal && typeof value === 'string' && value.length > 1) values.add(value);
      }
  }
  return [...values];
}
