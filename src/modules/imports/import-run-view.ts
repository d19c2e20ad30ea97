import type { z } from 'zod';
import { describePlace } from '../../errors.js';
import type { Json } from '../../ledger/canonical.js';
import type { Instant } from '../../rules/values.js';
import type { Run, RunRecord } from '../runs/run.js';
import type { importDto } from './imports.dto.js';

type View = z.infer<typeof importDto>;

/** An import, or the undoing of one, as the API shows it. `hasRejects`: its rejected rows can be fetched. */
export function importView(run: Run, hasRejects: boolean): View {
  const { id, kind, status, actor, createdAt, startedAt, endedAt, request, account, faults } = run;
  const { file, source, mapping, run: undoes } = request;
  return {
    id,
    kind: kind === 'undo' ? 'undo' : 'import',
    status,
    actor,
    created_at: when(createdAt),
    ...(startedAt !== undefined && { started_at: when(startedAt) }),
    ...(endedAt !== undefined && { ended_at: when(endedAt) }),
    ...(typeof file === 'string' && { file }),
    ...(typeof source === 'string' && { source }),
    ...(isRecord(mapping) && { mapping: mappingOf(mapping) }),
    ...(typeof undoes === 'string' && { undoes }),
    ...(account !== undefined && figuresOf(run, account)),
    ...(hasRejects && { rejects: `/api/imports/${id}/rejects` }),
    faults: faults.map(({ code, cause, remedy, place }) => ({
      code,
      cause,
      remedy,
      ...(place !== undefined && { place: describePlace(place) }),
    })),
  };
}

function figuresOf({ kind, status }: Run, account: RunRecord): Pick<View, 'progress' | 'account' | 'undoing'> {
  if (kind === 'undo') return { undoing: undoingOf(account) };
  const rows = { ...counts(account['rows'], ['read', 'new', 'changed', 'unchanged', 'rejected']) };
  const stored = record(account['complaints']);
  const absent = stored['absent'];
  const complaints = {
    ...counts(stored, ['new', 'changed', 'unchanged', 'withheld']),
    absent: typeof absent === 'number' ? absent : null,
  };
  const erased = whole(account['erased']);
  if (status !== 'done') return { progress: { share: whole(account['share']), rows, complaints, erased } };
  return {
    account: {
      file: word(account['file']),
      sha256: word(account['sha256']),
      bytes: whole(account['bytes']),
      encoding: word(account['encoding']),
      mapping: mappingOf(record(account['mapping'])),
      rows,
      complaints,
      erased,
      rejected_for: Object.fromEntries(
        Object.entries(record(account['rejectedFor'])).map(([code, count]) => [code, whole(count)]),
      ),
      remarks: textsOf(account['remarks']),
    },
  };
}

function undoingOf(account: RunRecord): View['undoing'] {
  return {
    import: word(account['import']),
    events: whole(account['events']),
    complaints: counts(account['complaints'], ['read', 'undone', 'void', 'unchanged']),
  };
}

function mappingOf({ id, digest }: RunRecord): { id: string; digest: string } {
  return { id: word(id), digest: word(digest) };
}

/** Accounts were written by this module; what is not as it writes it counts as nothing. */
function counts<K extends string>(value: Json | undefined, names: readonly K[]): Record<K, number> {
  const found = record(value);
  // The keys are the names given.
  return Object.fromEntries(names.map((name) => [name, whole(found[name])])) as Record<K, number>;
}

function textsOf(value: Json | undefined): { en: string; zh: string }[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: Json) => ({ en: word(record(item)['en']), zh: word(record(item)['zh']) }));
}

function word(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function whole(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}

function record(value: Json | undefined): RunRecord {
  return isRecord(value) ? value : {};
}

function isRecord(value: Json | undefined): value is RunRecord & Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function when(at: Instant): string {
  return new Date(at).toISOString();
}
