/** How the service does, as the database tells it. No complaint, no person: counts and ages alone. */
export interface Figures {
  /** Complaints whose time to be looked at has come and that are not stuck; counted up to `countedUpTo`. */
  readonly due: number;
  /** How long the one that has waited longest has been due, in seconds; 0 where none is. */
  readonly oldestDueSeconds: number;
  /** Complaints that could not be judged when they were due. */
  readonly stuck: number;
  /** Since each work that goes on all the time was last seen to be done, in seconds, by its name: `sweep`. */
  readonly beats: ReadonlyMap<string, number>;
  /** Notices told of which nobody has acknowledged that they know, by level. */
  readonly unacknowledged: readonly { readonly level: number; readonly notices: number }[];
  /** Notices that nobody was told of yet. */
  readonly waiting: { readonly notices: number; readonly oldestSeconds: number };
  /** Messages that are not sent. */
  readonly messages: readonly {
    readonly way: string;
    readonly status: 'waiting' | 'failed';
    readonly messages: number;
    /** How long the oldest has been free to be sent, in seconds. */
    readonly oldestSeconds: number;
  }[];
  /** Runs of schedules that did not go as they should, ever. */
  readonly wrongRuns: readonly { readonly schedule: string; readonly state: string; readonly runs: number }[];
  /** Number of the newest set of policies; 0 where there is none. */
  readonly newestSet: number;
  /** Complaints that were last judged by an older set. */
  readonly toRejudge: number;
}

/** More complaints than this are not counted: knowing that there are so many is enough, and counting a million is work. */
export const countedUpTo = 100_000;
