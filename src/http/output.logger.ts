import { now } from '../clock.js';
import { processRoles, rolesText } from '../process-roles.js';
import { countLogged, countLostLine } from '../telemetry/process.counters.js';
import { traceId } from '../telemetry/spans.tracer.js';
import { workerId, workerRoles } from '../worker.js';
import type { Log } from './log-line.js';

/**
 * Lines of JSON to the standard output, each with its instant and the process that writes it: `role` is "all" where it does everything.
 * `trace` is there where somebody traces, `code` where something was refused or failed.
 */
export const logToOutput: Log = ({ level = 'info', ...rest }) => {
  if (level !== 'info') countLogged(level);
  const roles = workerRoles();
  const line = {
    time: new Date(now()).toISOString(),
    level,
    worker: workerId,
    role: roles.size === processRoles.length ? 'all' : rolesText(roles),
    ...rest,
    trace: rest['trace'] ?? traceId(),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

/** From now on a log that cannot be written (a full disk, a reader that has gone) costs its lines, which are counted, and not the service. */
export function outliveTheLog(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.removeAllListeners('error');
    stream.on('error', countLostLine);
  }
}
