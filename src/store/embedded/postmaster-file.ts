/** What a running PostgreSQL writes about itself into its data folder, in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `ready` answers queries; `stopping` is on its way out; anything else is on its way in. */
  readonly state: 'starting' | 'ready' | 'stopping';
}

const lines = { pid: 0, port: 3, state: 7 };

/** Reads the text of the file; undefined while the server has not yet written its port. */
export function readPostmaster(text: string): Postmaster | undefined {
  const at = (line: number): string => text.split('\n')[line]?.trim() ?? '';
  const [pid, port] = [at(lines.pid), at(lines.port)].map(Number);
  if (!isPositive(pid) || !isPositive(port)) return undefined;
  const word = at(lines.state);
  return { pid, port, state: word === 'ready' || word === 'stopping' ? word : 'starting' };
}

function isPositive(number: number | undefined): number is number {
  return number !== undefined && Number.isInteger(number) && number > 0;
}
