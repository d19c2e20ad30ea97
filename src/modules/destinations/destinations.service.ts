import { Injectable } from '@nestjs/common';
import type { Destinations } from '../../outgoing/destination.js';
import { loadDestinations } from '../../outgoing/destinations.reader.js';

/** The destinations of the configuration. Read once: `redress serve` has refused a faulty file before. */
@Injectable()
export class DestinationsService {
  private loaded: Promise<Destinations> | undefined;

  /** All of them by name. Refuses a faulty file with all its faults; it is read again then, as it may have been mended. */
  all(): Promise<Destinations> {
    this.loaded ??= loadDestinations().catch((error: unknown) => {
      this.loaded = undefined;
      throw error;
    });
    return this.loaded;
  }
}
