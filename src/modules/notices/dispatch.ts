import type { Jobs } from '../../jobs/jobs.service.js';
import { mailServer, type Destinations } from '../../outgoing/destination.js';
import type { Tx } from '../../store/tx.js';
import type { Queued } from './messages.repository.js';

interface Queueing {
  readonly jobs: Jobs;
  readonly destinations: Destinations;
  /** The message was given up before, and its job has come to an end. */
  readonly isNewTry?: boolean;
}

/**
 * Puts messages that are on their way into the queue. The job has the id of the message: a message that is there already is not there
 * twice. Of one host, whatever is called so, only so many are sent at the same time; mails go first.
 */
export async function queueMessages(
  tx: Tx,
  messages: readonly Queued[],
  { jobs, destinations, isNewTry = false }: Queueing,
): Promise<void> {
  await jobs.sendAll(
    tx,
    'deliver',
    messages.map((message) => ({
      ...(isNewTry || message.isAgain === true ? {} : { id: message.id }),
      data: { message: message.id },
      group: hostOf(message, destinations),
      // People before programs: a thousand messages to a program whose host is gone fail soon, but each has to.
      isAhead: message.way === 'mail',
    })),
  );
}

/** What a message waits for when it hangs: the host and port that answer, as many destinations as there may be on them. */
function hostOf({ way, destination }: Queued, destinations: Destinations): string {
  const found = way === 'mail' ? mailServer(destinations) : destinations.get(destination ?? '');
  // One that is not known any more fails without asking anybody.
  return found === undefined ? `${way}:${destination ?? ''}` : `${found.host}:${found.port}`;
}
