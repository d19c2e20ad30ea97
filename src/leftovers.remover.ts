import { rmSync } from 'node:fs';

const leftovers = new Set<string>();

/**
 * Removes a temporary file or folder should the process end before its owner has: Ctrl-C ends it without coming back to
 * whoever waits. Call what is returned when the owner has removed or renamed it. Nothing helps against SIGKILL.
 */
export function removeAtExit(path: string): () => void {
  if (leftovers.size === 0) process.once('exit', removeAll);
  leftovers.add(path);
  return () => {
    leftovers.delete(path);
    if (leftovers.size === 0) process.off('exit', removeAll);
  };
}

function removeAll(): void {
  for (const path of leftovers) rmSync(path, { recursive: true, force: true });
}
