import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describe as describeFault } from '../../src/errors.js';
import { shippedVocabulary } from './support.js';
import { importComplaints } from '../../src/imports/complaints.importer.js';
import { readMapping } from '../../src/imports/read-mapping.js';

const data = process.env['REDRESS_TRIAL_DATA'] ?? '../shared/data';
describe('x', () => {
  it('y', async () => {
    for (const [m, f] of [['cfpb', 'cfpb/complaints-20000.csv'], ['boston311', 'boston311/requests-20000.csv'], ['helpdesk', 'helpdesk/events.csv']]) {
      const r = readMapping(readFileSync(`policies/mappings/${m}.yaml`, 'utf8'), `${m}.yaml`, shippedVocabulary());
      for (const x of r.faults) console.log(describeFault(x, 'en'));
      if (!r.mapping) continue;
      const t = performance.now(); let n = 0; let last; let rej = 0;
      for await (const item of importComplaints(join(data, f ?? ''), r.mapping)) { if (item.kind === 'complaint') { n++; if (n===1) console.log(JSON.stringify(item)); } else if (item.kind === 'rejected') { if (rej++ < 3) console.log(describeFault(item.row.reason, 'zh')); } else last = item; }
      console.log(m, n, Math.round(performance.now() - t), 'ms', process.memoryUsage().rss / 1e6, JSON.stringify(last));
    }
  });
});
