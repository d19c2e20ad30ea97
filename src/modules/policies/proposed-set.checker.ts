import { setImmediate as otherWork } from 'node:timers/promises';
import { RedressError, type Fault } from '../../errors.js';
import { unusableNames } from '../../policies-folder/file-names.js';
import { readPolicyFolder } from '../../policies-folder/policies.reader.js';
import { withCalendars } from '../../policies-folder/shipped-calendars.reader.js';
import { checkFilesInSteps } from '../../rules/analysis/check/check-files.js';
import type { PolicyText } from '../../rules/policy/read-file.js';
import type { Instant } from '../../rules/values.js';
import { soundOf, type SoundSet } from './policies.service.js';
import { proposalFault } from './proposal-errors.js';

export interface Proposed {
  readonly files: readonly PolicyText[];
  /** What was wrong with reading them. */
  readonly faults: readonly Fault[];
  /** They come without the tests that belong to them. */
  readonly withoutTests: boolean;
}

/**
 * The set that these files make. Throws everything that is wrong with them: that they do not load, and what `policy check` calls a fault or
 * a defect. The check of a large set takes seconds: others have their turn in between.
 */
export async function checkProposed({ files, faults, withoutTests }: Proposed, at: Instant): Promise<SoundSet> {
  const names = unusableNames(files.map(({ file }) => file));
  const misnamed = names.map((file) => proposalFault('policies.wrong_file_name', {}, { file }));
  if (misnamed.length + faults.length > 0) throw refused([...misnamed, ...faults], []);
  const steps = checkFilesInSteps(files, { today: () => at, withoutTests });
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) await otherWork();
  const { set, remarks, faults: found } = step.value;
  const defects = remarks.filter(({ grade }) => grade === 'defect');
  const sound = soundOf({ set, faults: found }, files);
  if (!('set' in sound)) throw refused(sound, defects);
  if (defects.length > 0) throw refused([], defects);
  return sound;
}

function refused(faults: readonly Fault[], defects: readonly Fault[]): RedressError {
  const head = proposalFault('policies.not_proposable', { faults: faults.length, defects: defects.length });
  return new RedressError([head, ...faults, ...defects]);
}

/** What the folder of policies proposes: all its files, tests too. Refuses a folder that is none, or empty. */
export async function readProposable(folder: string): Promise<Proposed> {
  const { files, faults } = await readPolicyFolder(folder);
  return { files: await withCalendars(files), faults, withoutTests: false };
}
