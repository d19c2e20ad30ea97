import { Injectable } from '@nestjs/common';
import { RedressError } from '../../errors.js';
import { oidcProviders, type OidcDestination } from '../../outgoing/destination.js';
import { DestinationsService } from '../destinations/destinations.service.js';
import { oidcFault } from './oidc-errors.js';

/** The providers of sign-in that the configuration names. */
@Injectable()
export class OidcProviders {
  constructor(private readonly destinations: DestinationsService) {}

  /** In the order of the file. */
  async list(): Promise<readonly OidcDestination[]> {
    return oidcProviders(await this.destinations.all());
  }

  /** Refuses (404) a name that is none of them. */
  async named(name: string): Promise<OidcDestination> {
    const found = (await this.list()).find((provider) => provider.name === name);
    if (found === undefined) throw new RedressError([oidcFault('oidc.unknown_provider')]);
    return found;
  }
}
