import type { INestApplicationContext } from '@nestjs/common';
import { demand } from '../authority/demand.js';
import { exportEverything, type Exported, type ExportOptions } from '../backup/everything.exporter.js';
import { now } from '../clock.js';
import { RedressError } from '../errors.js';
import { complaintFault } from '../modules/complaints/complaint-errors.js';
import { checkPurpose } from '../modules/complaints/opening.js';
import { purposeText, readPurpose } from '../modules/complaints/purposes.js';
import { RunsService } from '../modules/runs/runs.service.js';
import { DATABASE } from '../store/database-token.js';
import type { Database } from '../store/tx.js';
import { actingPerson } from './acting.runner.js';

export interface ExportAll extends ExportOptions {
  readonly purpose?: string;
  readonly as?: string;
}

/**
 * Exports everything as a run of whoever asks: what was asked for, by whom and what it came to stand in the run's chain. Refuses who may
 * not, and personal data without a purpose.
 */
export async function exportAll(app: INestApplicationContext, options: ExportAll): Promise<Exported> {
  const { withPersonal, purpose, as } = options;
  if (withPersonal && purpose === undefined) throw new RedressError([complaintFault('complaint.purpose_missing')]);
  const known = purpose === undefined ? undefined : readPurpose(purpose);
  if (known !== undefined) checkPurpose(known);
  const who = await actingPerson(app, as === undefined ? {} : { as });
  demand(who, withPersonal ? 'personal.export' : 'operations.read', { at: now() });
  const runs = app.get(RunsService, { strict: false });
  const request = { everything: true, withPersonal, ...(known === undefined ? {} : { purpose: purposeText(known) }) };
  const run = await runs.begin('export', who.actor, request);
  try {
    const exported = await exportEverything(app.get<Database>(DATABASE, { strict: false }), options);
    const { files, tables, judgements, notExported, digest } = exported;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    await runs.finish(run, {
      files: files.length,
      rows,
      judgements,
      notExported: notExported.length,
      manifest: digest,
    });
    return exported;
  } catch (error) {
    await runs.fail(run, error);
    throw error;
  }
}
