import { join } from 'node:path';
import { runPolicyCases } from '../support/policy-cases.js';

// Cases written from the text of the language alone, which combine its points: each name says which.
runPolicyCases(join(import.meta.dirname, 'examiner'));
