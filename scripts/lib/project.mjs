// Plain JavaScript for any Node from 20 on: everything in scripts/ runs before anything is installed.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** An absolute path in the project. */
export function at(...parts) {
  return path.join(root, ...parts);
}

const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';

/** The text of the reader's language: `--lang`, otherwise the locale's. */
export function say(text, args = process.argv.slice(2)) {
  const asked = args.map((arg, i) => (arg === '--lang' ? args[i + 1] : /^--lang=(.*)$/.exec(arg)?.[1])).filter(Boolean);
  const language = asked.at(-1) ?? (/^zh/i.test(locale) ? 'zh' : 'en');
  return language === 'zh' ? text.zh : text.en;
}

/** A line of progress. It goes to standard error: standard output belongs to results. */
export function tell(text) {
  process.stderr.write(`${say(text)}\n`);
}

/** A failure whose message is enough for the reader: no stack is shown. */
export class Refusal extends Error {
  constructor(text) {
    super(say(text));
    this.name = 'Refusal';
  }
}

/** Runs the main function of a script; a refusal ends it with exit code 1 and its message alone. */
export async function script(main) {
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
