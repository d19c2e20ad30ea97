import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';

/** As whom the server runs, where we are root; PostgreSQL refuses to run as root itself. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const nobody: ServerUser = { uid: 65_534, gid: 65_534 };

/**
 * As whom the server of this data folder runs: undefined for as ourselves. Root gives it to the folder's owner, and one that is
 * not there yet to `nobody`.
 */
export async function serverUser(data: string): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const found = await stat(data).catch(() => undefined);
  return found === undefined || found.uid === 0 ? nobody : { uid: found.uid, gid: found.gid };
}

/** Whether that user can enter the folder; tried, not worked out, for the permissions are not all that decides. */
export function canEnter(user: ServerUser, folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/' }, (error) => resolve(error === null));
  });
}
