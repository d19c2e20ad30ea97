/** What is known of a queue to whoever makes it. All times in seconds. */
export interface QueueManner {
  /** How often a job that failed is tried again. */
  readonly retryLimit: number;
  /** Before the first time; twice as long before each further one. */
  readonly retryDelay: number;
  readonly retryDelayMax: number;
  /** A job that takes longer is taken for lost. */
  readonly expireInSeconds: number;
  /** A worker that says nothing for so long is taken for dead, and its jobs are given to another. */
  readonly heartbeatSeconds: number;
  /** How often a worker that is idle looks for a job. */
  readonly pollingIntervalSeconds: number;
  /** Where jobs go that were tried often enough. */
  readonly deadLetter?: 'deliver-dead' | 'letter-dead';
}

const usual: QueueManner = {
  retryLimit: 12,
  retryDelay: 5,
  retryDelayMax: 600,
  expireInSeconds: 43_200,
  heartbeatSeconds: 15,
  pollingIntervalSeconds: 2,
};

/** The queues there are. A new one joins here; the owner of the tables makes it at the next start. */
export const queues = {
  /** Messages whose tries come to nothing: told to the fallback owner. */
  'deliver-dead': { ...usual, retryLimit: 100, expireInSeconds: 120 },
  /** One message to one account or destination: 10 s, 20 s … 1 h between tries, a day in all. */
  deliver: {
    retryLimit: 31,
    retryDelay: 10,
    retryDelayMax: 3_600,
    expireInSeconds: 120,
    heartbeatSeconds: 15,
    pollingIntervalSeconds: 1,
    deadLetter: 'deliver-dead',
  },
  /** Letters whose tries come to nothing: told to whoever sent them. */
  'letter-dead': { ...usual, retryLimit: 100, expireInSeconds: 120 },
  /** One letter to a complainant by mail: as a message, a day in all. */
  letter: {
    retryLimit: 31,
    retryDelay: 10,
    retryDelayMax: 3_600,
    expireInSeconds: 120,
    heartbeatSeconds: 15,
    pollingIntervalSeconds: 1,
    deadLetter: 'letter-dead',
  },
  /** A check over a population. */
  check: { ...usual, pollingIntervalSeconds: 1 },
  /** A report to be made. */
  report: { ...usual, pollingIntervalSeconds: 1 },
  /** A count of the records whose time is over. */
  retention: usual,
  /** A verification of the evidence. */
  verification: usual,
} as const satisfies Record<string, QueueManner>;

export type QueueName = keyof typeof queues;

export const queueNames = Object.keys(queues) as readonly QueueName[]; // the keys of the table above, and no others
