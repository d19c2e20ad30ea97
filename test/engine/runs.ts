/** The seed of this run's random cases, printed with a failure; `REDRESS_SEED` repeats one. */
export const seed = Number(process.env['REDRESS_SEED'] ?? Date.now() % 2 ** 31);

export const parameters = { seed, verbose: 0 } as const;

/** How many random cases: `REDRESS_RUNS`, or as many as this test takes by default; the long run takes twenty times as many. */
export function runs(byDefault: number): number {
  const many = process.env['REDRESS_LONG'] === undefined ? byDefault : 20 * byDefault;
  return Number(process.env['REDRESS_RUNS'] ?? many);
}
