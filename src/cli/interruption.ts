import { stopRequested } from '../stop.signals.js';

let isMinded = false;

/** From now on the command itself answers to signals: this resolves when somebody asks it to stop. */
export function mindSignals(): Promise<void> {
  isMinded = true;
  return stopRequested();
}

/** Whether a command takes its time to stop; otherwise a signal ends the process at once. */
export function areSignalsMinded(): boolean {
  return isMinded;
}
