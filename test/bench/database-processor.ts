import { readdirSync, readFileSync } from 'node:fs';
import type { Tx } from '../../src/store/tx.js';

/** A processor's time is counted in hundredths of a second on Linux. */
const ticks = 100;

/**
 * Seconds of the processor that a database on this machine has used so far, over all of its processes; 0 where the machine does not
 * tell. Connections that are closed in between are not counted.
 */
export async function databaseProcessor(tx: Tx): Promise<() => number> {
  const [row] = await tx.query<{ pid: number }>('bench-pid', 'select pg_backend_pid() as pid');
  const server = statOf(row?.pid ?? 0)?.parent;
  return () => {
    if (server === undefined) return 0;
    const used = readdirSync('/proc').map((pid) => {
      const stat = /^\d+$/.test(pid) ? statOf(Number(pid)) : undefined;
      return stat?.parent === server ? stat.ticks : 0;
    });
    return used.reduce((sum, one) => sum + one, 0) / ticks;
  };
}

function statOf(pid: number): { readonly parent: number; readonly ticks: number } | undefined {
  try {
    // The name of a process stands in brackets and may hold anything.
    const [, rest = ''] = /^\d+ \(.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const fields = rest.split(' ');
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return undefined;
  }
}
