import { Inject, Injectable } from '@nestjs/common';
import { RedressError, type Fault } from '../../errors.js';
import { changeFolder } from '../../policies-folder/folder.writer.js';
import { readPolicyFolder, type PolicyFile } from '../../policies-folder/policies.reader.js';
import { withCalendars } from '../../policies-folder/shipped-calendars.reader.js';
import { diffSets, type Change } from '../../rules/analysis/diff-sets.js';
import { comparePaths } from '../../rules/policy/policy-files.js';
import { policyWords } from '../../texts/policy-words.js';
import { POLICIES_FOLDER } from './policies-folder-token.js';
import { PoliciesService, soundSet } from './policies.service.js';
import { proposalFault } from './proposal-errors.js';
import { ProposalsService } from './proposals.service.js';
import { pullPlan } from './pull-plan.js';
import { SetChanges } from './set-changes.service.js';
import { keptTexts, sameTexts } from './stored-set.js';

/** What pulling a set did to the folder. */
export interface Pulled {
  readonly set: number;
  readonly folder: string;
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** The folder beside the set in force: what an author has changed, and back again. */
@Injectable()
export class WorkingCopy {
  constructor(
    private readonly policies: PoliciesService,
    private readonly proposals: ProposalsService,
    private readonly setChanges: SetChanges,
    @Inject(POLICIES_FOLDER) private readonly folder: string,
  ) {}

  /** What the folder means otherwise than the set in force; undefined where one of the two cannot be read. */
  async changes(): Promise<readonly Change[] | undefined> {
    if (!this.policies.isReady()) return undefined;
    const { files, faults } = await this.read();
    const sound = soundSet(await withCalendars(files));
    if (faults.length > 0 || !('set' in sound)) return undefined;
    return diffSets(await this.setChanges.load(this.policies.inForce().number), sound.set, policyWords);
  }

  /**
   * Writes a set into the folder: the set in force, or the one with this number. Tests and other files stay. Refuses to overwrite what stands
   * in no set and no proposal, and names it, unless it is forced. All of it is done or nothing.
   */
  async pull(number: number | undefined, force: boolean): Promise<Pulled> {
    const { texts, number: set } = await this.policies.read(number ?? (await this.newest()));
    const { files, faults } = await this.read();
    const nothing = { set, folder: this.folder, written: [], removed: [] };
    if (faults.length === 0 && sameTexts(keptTexts(await withCalendars(files)), texts)) return nothing;
    const { write, remove, overwritten } = pullPlan(keptTexts(files), texts);
    const unread = faults.flatMap(({ place }) => place?.file ?? []).filter((file) => Object.hasOwn(texts, file));
    const lost = [...new Set([...(await this.proposals.keptNowhere(overwritten)), ...unread])];
    if (lost.length > 0 && !force)
      throw new RedressError(lost.map((file) => proposalFault('policies.not_proposed', {}, { file })));
    await changeFolder(this.folder, { write, remove });
    return { ...nothing, written: Object.keys(write).sort(comparePaths), removed: remove };
  }

  private async newest(): Promise<number> {
    await this.policies.refresh();
    return this.policies.inForce().number;
  }

  /** A folder that is empty or not there yet has no files. */
  private async read(): Promise<{ readonly files: readonly PolicyFile[]; readonly faults: readonly Fault[] }> {
    try {
      return await readPolicyFolder(this.folder);
    } catch (error) {
      const codes = error instanceof RedressError ? error.faults.map(({ code }) => code) : [];
      if (codes.length > 0 && codes.every((code) => code === 'policies.no_folder' || code === 'policies.no_files'))
        return { files: [], faults: [] };
      throw error;
    }
  }
}
