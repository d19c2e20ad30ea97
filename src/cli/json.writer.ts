import { openAtomic } from '../reports/atomic-file.writer.js';

/** Writes a value as JSON into a file, which appears when it is complete; `-` is the standard output. Refuses a place that cannot be written. */
export async function writeJson(target: string, value: object): Promise<void> {
  const text = `${JSON.stringify(value, undefined, 2)}\n`;
  if (target === '-') {
    process.stdout.write(text);
    return;
  }
  const file = await openAtomic(target);
  await file.write(text);
  await file.commit();
}
