/** What a run of many equal pieces of work came to. */
export interface Measured {
  readonly what: string;
  readonly count: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Milliseconds that half, and that ninety-nine of a hundred, took at most. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of the processor that each took, in this process and in those of the database: these do not depend on other work. */
  readonly own: number;
  readonly database: number;
}

/** Does the pieces of work, so many at once, each as soon as one before it is done. */
export async function measure(
  what: string,
  pieces: readonly (() => Promise<unknown>)[],
  { atOnce, database = () => 0 }: { readonly atOnce: number; readonly database?: () => number },
): Promise<Measured> {
  const times: number[] = [];
  const waiting = pieces.values();
  const usage = process.cpuUsage();
  const databaseBefore = database();
  const begin = performance.now();
  const worker = async (): Promise<void> => {
    for (const piece of waiting) {
      const start = performance.now();
      await piece();
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - begin) / 1_000;
  const { user, system } = process.cpuUsage(usage);
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  const count = pieces.length;
  const each = (used: number): number => (1_000 * used) / count;
  const [own, theirs] = [each((user + system) / 1_000_000), each(database() - databaseBefore)];
  return { what, count, seconds, perSecond: count / seconds, p50: at(0.5), p99: at(0.99), own, database: theirs };
}

/** One line for people. */
export function lineOf({ what, count, seconds, perSecond, p50, p99, own, database }: Measured): string {
  const speed = `${Math.round(perSecond)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  const cost = `${own.toFixed(2)} ms of the processor each, ${database.toFixed(2)} ms in the database`;
  return `${what}: ${speed} (${count} in ${seconds.toFixed(1)} s; ${cost})`;
}
