/** Whether everything is tried as often as the table of faults says; otherwise a part of it, each time other cases. */
export const isLong = process.env['REDRESS_LONG'] !== undefined;

/** So many in the long run; in the short one a share of them, 5 % unless told otherwise. */
export function counted(whole: number, share = 0.05): number {
  return isLong ? whole : Math.ceil(whole * share);
}

export interface Seeded {
  readonly seed: number;
  /** From 0 inclusive to 1 exclusive. */
  next(): number;
  /** A whole number below this one. */
  below(limit: number): number;
}

/** Numbers that come again with the same seed (`REDRESS_SEED`), which is printed: a new one each time otherwise. */
export function seeded(what: string): Seeded {
  const seed = Number(process.env['REDRESS_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
  process.stderr.write(`${what}: seed ${seed}\n`);
  let state = seed;
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { seed, next, below: (limit) => Math.trunc(next() * limit) };
}
