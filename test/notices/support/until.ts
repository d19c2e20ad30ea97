import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something holds; fails after so long (ms). */
export async function until(holds: () => boolean | Promise<boolean>, patience = 20_000): Promise<void> {
  const end = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('it did not come about');
    await sleep(20);
  }
}
