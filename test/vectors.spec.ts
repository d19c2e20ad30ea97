import { join } from 'node:path';
import { runPolicyCases } from './support/policy-cases.js';

// The vectors of the language's points of meaning, as policies with cases (vectors/README.md), on the shipped calendars.
runPolicyCases(join(import.meta.dirname, 'vectors', 'policies'));
