import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { now } from '../../clock.js';
import { readSolo } from '../../config.js';
import { RedressError, type Fault } from '../../errors.js';
import { tellOnce } from '../../http/tell-once.logger.js';
import { folderState } from '../../policies-folder/folder-state.reader.js';
import { policiesFault } from '../../policies-folder/policies-errors.js';
import { readPolicyFolder, type PolicyFile } from '../../policies-folder/policies.reader.js';
import { withCalendars } from '../../policies-folder/shipped-calendars.reader.js';
import { sortFiles } from '../../rules/policy/policy-files.js';
import type { Instant } from '../../rules/values.js';
import type { FolderNews } from './folder-news.js';
import { POLICIES_FOLDER } from './policies-folder-token.js';
import { PoliciesService, soundSet, type SoundSet } from './policies.service.js';
import { ProposalsService } from './proposals.service.js';
import { keptTexts, sameTexts, type SetTexts } from './stored-set.js';

/** How often the folder is looked at, how long it must have been quiet before it is read, and when it is read though nothing moved. */
const pace = { look: 500, quiet: 300, quietAfterRemoval: 1_500, readAnyway: 60_000 };

const author: Actor = { kind: 'system', id: 'policies-folder' };

/** `differs`: without a fault, and not what is in force. */
export type FolderState = 'in-force' | 'differs' | 'faulty';

export interface FolderStatus {
  readonly folder: string;
  readonly state: FolderState;
  /** Of the set that it holds; undefined while it has faults. */
  readonly digest: string | undefined;
  readonly lookedAt: Instant;
  readonly faults: readonly Fault[];
  /** The proposal that has these texts and waits for approval. */
  readonly proposal: string | undefined;
}

/** The set in force and the folder where it is edited. */
export interface PoliciesAtStart {
  /** Undefined where nothing can be judged. */
  readonly inForce: { readonly number: number; readonly policies: number } | undefined;
  readonly folder: FolderStatus;
  /** Whether the database was empty, and the folder has become its first set. */
  readonly tookFirst: boolean;
  /** Whether what is saved in the folder comes into force without approval (REDRESS_SOLO). */
  readonly solo: boolean;
}

interface Look {
  readonly at: Instant;
  readonly files: number;
  readonly sound: SoundSet | undefined;
  readonly faults: readonly Fault[];
}

/**
 * The author's working copy of the policies, read as a whole or not at all. It becomes the first set of an empty database; after that a
 * change of it is proposed and approved. Where one person tries Redress alone (REDRESS_SOLO) it is taken as soon as it is saved.
 */
@Injectable()
export class PoliciesFolder implements OnModuleInit, OnModuleDestroy {
  private readonly end = new AbortController();
  private watching: Promise<void> | undefined;
  private last: Look | undefined;
  /** What was last taken from the folder, found to be in force already, or told to differ. */
  private settled: SetTexts | undefined;
  private tell: (news: FolderNews) => void = () => undefined;
  private first = false;
  private readonly report = tellOnce();

  constructor(
    private readonly policies: PoliciesService,
    private readonly proposals: ProposalsService,
    @Inject(POLICIES_FOLDER) private readonly folder: string,
  ) {}

  /** An empty database takes the folder as its first set. A folder with faults leaves it without one: judging then refuses, and says why. */
  async onModuleInit(): Promise<void> {
    if (await this.policies.refresh()) return;
    this.last = await this.look();
    if (this.last.sound === undefined) this.policies.explain(this.last.faults);
    else this.first = (await this.policies.takeFirst(this.last.sound, author)) !== undefined;
  }

  /** For whoever started the application. */
  async atStart(): Promise<PoliciesAtStart> {
    const inForce = this.policies.isReady() ? this.policies.inForce() : undefined;
    return {
      inForce: inForce && { number: inForce.number, policies: inForce.set.policies.length },
      folder: await this.status(),
      tookFirst: this.first,
      solo: readSolo(),
    };
  }

  async onModuleDestroy(): Promise<void> {
    this.end.abort();
    await this.watching;
  }

  /** What the folder holds, and whether that is in force. */
  async status(): Promise<FolderStatus> {
    // Where nobody watches, what was seen earlier may be out of date.
    const look = this.watching === undefined || this.last === undefined ? await this.look() : this.last;
    const { sound, faults, at } = look;
    const state = sound === undefined ? 'faulty' : this.isInForce(sound) ? 'in-force' : 'differs';
    const proposal = state === 'differs' && sound !== undefined ? await this.proposals.waiting(sound.texts) : undefined;
    return { folder: this.folder, state, digest: sound?.set.digest, lookedAt: at, faults, proposal };
  }

  /** From now on, until the application closes, every change of the folder is read, and what it means for what is in force is told. */
  watch(tell?: (news: FolderNews) => void): void {
    if (tell !== undefined) this.tell = tell;
    this.watching ??= this.follow();
  }

  /**
   * Looks at the folder again and again: notifications of the system miss network drives, containers and some editors. What was
   * written half is not read: first the folder must be quiet for a moment, longer where files have gone, for they may be on their way back.
   */
  private async follow(): Promise<void> {
    let handled: string | undefined;
    for (let readAt = -Infinity; !this.end.signal.aborted; await this.pause(pace.look)) {
      const state = await folderState(this.folder);
      if (state === handled && performance.now() - readAt < pace.readAnyway) continue;
      if (state !== handled && !(await this.isQuiet(state, pace.quiet))) continue;
      const look = await this.look();
      const hasLost = look.files < (this.last?.files ?? 0);
      if (!(await this.isQuiet(state, hasLost ? pace.quietAfterRemoval : 0))) continue;
      this.last = look;
      readAt = performance.now();
      if (await this.handle(look)) handled = state;
    }
  }

  /** Told once for every content; what another process has put in force meanwhile is not undone by a folder that stayed the same. */
  private async handle({ sound, faults }: Look): Promise<boolean> {
    if (sound === undefined) {
      this.policies.explain(faults);
      this.tell({ kind: 'faulty', faults });
      return true;
    }
    if (this.settled !== undefined && sameTexts(this.settled, sound.texts)) return true;
    try {
      const news = await this.settle(sound);
      this.settled = sound.texts;
      if (news !== undefined) this.tell(news);
      return true;
    } catch (error) {
      this.report(error, 'Taking the policies of the folder');
      // Tried again at the next look.
      return false;
    }
  }

  /** What a new content of the folder comes to; undefined where it is in force already. */
  private async settle(sound: SoundSet): Promise<FolderNews | undefined> {
    const { digest } = sound.set;
    if (readSolo()) {
      const { number, isNew } = await this.policies.take(sound, author);
      return isNew ? { kind: 'taken', number, digest } : undefined;
    }
    const first = await this.policies.takeFirst(sound, author);
    if (first !== undefined) return { kind: 'taken', number: first, digest };
    await this.policies.refresh();
    return this.isInForce(sound) ? undefined : { kind: 'differs', digest };
  }

  private isInForce({ texts }: SoundSet): boolean {
    return this.policies.isReady() && sameTexts(this.policies.inForce().stored.texts, texts);
  }

  private async isQuiet(state: string, milliseconds: number): Promise<boolean> {
    await this.pause(milliseconds);
    return (await folderState(this.folder)) === state;
  }

  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.end.signal }).catch(() => undefined);
  }

  /** Reads the whole folder. Every fault of every file at once; none of them is thrown. */
  private async look(): Promise<Look> {
    const at = now();
    try {
      const read = await readPolicyFolder(this.folder);
      const sound = this.sound(await withCalendars(read.files));
      const files = read.files.length;
      if ('set' in sound && read.faults.length === 0) return { at, files, sound, faults: [] };
      return { at, files, sound: undefined, faults: [...read.faults, ...('set' in sound ? [] : sound)] };
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      const faults =
        error instanceof RedressError
          ? error.faults
          : [policiesFault('policies.unreadable', { reason }, { file: '.' })];
      return { at, files: 0, sound: undefined, faults };
    }
  }

  /** Texts that were loaded before are not loaded again: that takes a process the better part of a second, in which it does nothing else. */
  private sound(files: readonly PolicyFile[]): SoundSet | readonly Fault[] {
    // Of a file that stands where it is not read, nothing is kept.
    if (sortFiles(files).faults.length > 0) return soundSet(files);
    const texts = keptTexts(files);
    const inForce = this.policies.isReady() ? this.policies.inForce() : undefined;
    if (inForce !== undefined && sameTexts(inForce.stored.texts, texts)) return { set: inForce.set, texts };
    const last = this.last?.sound;
    return last !== undefined && sameTexts(last.texts, texts) ? last : soundSet(files);
  }
}
