import { readConfig } from '../config.js';
import { describe, RedressError, type Fault } from '../errors.js';
import { productVersion } from '../version.reader.js';
import { cliFault } from './cli-errors.js';
import { keepCompiled } from './compiled.cache.js';
import { areSignalsMinded } from './interruption.js';
import { startLanguage } from './language.js';
import { commandPath, Misuse, misuseFault } from './misuse.js';
import { redressProgram } from './program.js';

/** 1 is kept for what was asked for (`--fail-on`, faults found by `policy check` and `policy test`, a ✗ of the doctor). */
const notDone = 2;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader has closed the pipe (`| head`) and wants no more.
  if (error.code === 'EPIPE') process.exit();
  show([cliFault('redress.cannot_answer', { detail: error.code ?? error.name })]);
  process.exit(notDone);
});
for (const [signal, code] of [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.on(signal, () => {
    if (areSignalsMinded()) return;
    show([cliFault('redress.interrupted')]);
    // Whoever holds temporary files or a browser removes them when the process exits.
    process.exit(code);
  });

process.on('uncaughtException', (error) => process.exit(report(error)));

keepCompiled(readConfig().cache);
try {
  const args = process.argv.slice(2);
  const program = await redressProgram(productVersion(), args);
  await program.parseAsync(args, { from: 'user' });
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  if (error instanceof Misuse) return reportMisuse(error);
  if (error instanceof RedressError) show(error.faults);
  else {
    show([cliFault('redress.unexpected', { detail: safeDetail(error) })]);
    if (readConfig().debug && error instanceof Error) process.stderr.write(`${error.stack ?? error.message}\n`);
  }
  return notDone;
}

/** The message of the operating system; of any other error only its name, for its message may quote a complaint. */
function safeDetail(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'syscall' in error ? error.message : error.name;
}

function reportMisuse({ command, commanderError }: Misuse): number {
  // Help and version come this way too; they are no mistakes.
  if (commanderError.exitCode === 0) return 0;
  if (commanderError.code !== 'commander.help')
    show([misuseFault(commanderError.code, commanderError.message, commandPath(command))]);
  return notDone;
}

function show(faults: readonly Fault[]): void {
  const language = startLanguage();
  process.stderr.write(`${faults.map((fault) => describe(fault, language)).join('\n')}\n`);
}
