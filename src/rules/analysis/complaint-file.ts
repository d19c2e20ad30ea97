import { z } from 'zod';
import type { Fault } from '../../errors.js';
import type { Complaint } from '../complaint.js';
import type { PolicySet } from '../policy/policy.js';
import type { Instant } from '../values.js';
import { checkShape } from '../yaml/check-shape.js';
import { readYaml } from '../yaml/read-yaml.js';
import { record, text } from '../yaml/shapes.js';
import { readEvents, readFacts, readInstant, readRegister, type Notebook } from './test-cases-complaint.js';
import { readObserved } from './test-cases.js';

/** A complaint as a case of a `*.test.yaml` file tells it, without what is expected. */
const complaintFile = record({
  name: z.union([z.string().min(1), text]).optional(),
  id: z.string().min(1).optional(),
  at: z.string().optional(),
  our: z.record(z.string(), z.unknown()).optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
  events: z.array(z.unknown()).optional(),
  observes: z.union([z.literal('everything'), record({ events: z.array(z.string()) })]).optional(),
  register: record({ at: z.string(), values: z.record(z.string(), z.unknown()) }).optional(),
});

/** A complaint that a file tells, and the instant for which it is to be judged where the file says one. */
export interface ToldComplaint {
  readonly complaint: Complaint;
  readonly at: Instant | undefined;
}

/**
 * Reads a complaint file, YAML or JSON: `facts`, `events`, `observes`, `our`, `register`, `at` and `id`, each as in a case of a
 * `*.test.yaml` file. Gives every fault of it, each with its place: unknown facts and events, impossible values.
 */
export function readComplaintFile(source: string, file: string, set: PolicySet): ToldComplaint | readonly Fault[] {
  const yaml = readYaml(source, file);
  if (yaml.value === undefined || yaml.faults.length > 0) return yaml.faults;
  const { value, faults: wrong } = checkShape(complaintFile, yaml);
  if (value === undefined) return wrong;
  const faults = [...wrong];
  const notebook: Notebook = { yaml, vocabulary: set.vocabulary, faults };
  const { observes } = value;
  const complaint: Complaint = {
    id: value.id ?? 'complaint',
    facts: readFacts(value.facts ?? {}, ['facts'], notebook),
    events: readEvents(value.events ?? [], notebook),
    observed: readObserved(observes === 'everything' ? {} : { observes }, notebook),
    ...(value.our === undefined ? {} : { our: readFacts(value.our, ['our'], notebook) }),
    ...(value.register === undefined ? {} : { register: readRegister(value.register, set, notebook) }),
  };
  const at = value.at === undefined ? undefined : readInstant(value.at, ['at'], notebook);
  return faults.length > 0 ? faults : { complaint, at };
}
