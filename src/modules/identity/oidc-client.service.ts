import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import { now } from '../../clock.js';
import type { OidcDestination } from '../../outgoing/destination.js';
import { fetchThrough } from '../../outgoing/outgoing.door.js';
import type { Instant } from '../../rules/values.js';
import { areComplete, type OidcPerson } from './oidc-claims.js';
import { providerError, unreachable } from './oidc-provider-error.js';

/** What the provider publishes of itself is asked for again after this. */
const metadataLasts = 3_600_000;

interface Configured {
  readonly configuration: Promise<client.Configuration>;
  readonly secret: string | undefined;
  readonly until: Instant;
}

/** What an attempt carries to the provider, and must come back with. */
export interface Secrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Speaks with the providers of sign-in: authorization code flow with PKCE, the signature of ID tokens verified. */
@Injectable()
export class OidcClient {
  private readonly configured = new Map<string, Configured>();

  /** What the provider calls itself, in ID tokens too. Refuses (503) one that does not answer. */
  async issuer(provider: OidcDestination): Promise<string> {
    return (await this.configuration(provider)).serverMetadata().issuer;
  }

  /** Where the browser is sent. Refuses (503) a provider that does not answer. */
  async address(
    provider: OidcDestination,
    redirectUri: string,
    { state, nonce, verifier }: Secrets,
    confirms: boolean,
  ): Promise<string> {
    const configuration = await this.configuration(provider);
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: provider.scopes.join(' '),
      response_type: 'code',
      state,
      nonce,
      code_challenge: hash('sha256', verifier, 'base64url'),
      code_challenge_method: 'S256',
      ...(confirms ? { prompt: 'login', max_age: '0' } : {}),
    });
    return address.href;
  }

  /**
   * Who came back, from the answer that the browser brought. Refuses what the provider refuses, what is not meant for us, for this attempt
   * or by this provider (state, nonce, iss, aud, signature, times), and (503) a provider that does not answer.
   */
  async redeem(provider: OidcDestination, answer: URL, { state, nonce, verifier }: Secrets): Promise<OidcPerson> {
    const redirectUri = answer.origin + answer.pathname;
    const configuration = await this.configuration(provider);
    try {
      const tokens = await client.authorizationCodeGrant(configuration, answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new TypeError('an ID token was asked for');
      const asksMore = !areComplete(provider, claims) && configuration.serverMetadata().userinfo_endpoint !== undefined;
      const more = asksMore ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub) : {};
      return { issuer: claims.iss, subject: claims.sub, claims: { ...more, ...claims } };
    } catch (error) {
      throw providerError(provider.name, redirectUri, error);
    }
  }

  private async configuration(provider: OidcDestination): Promise<client.Configuration> {
    try {
      const secret = await provider.clientSecret?.read();
      const before = this.configured.get(provider.name);
      const isUsable = before !== undefined && before.until > now() && before.secret === secret;
      const configuration = isUsable ? before.configuration : discover(provider, secret);
      if (!isUsable) this.configured.set(provider.name, { configuration, secret, until: now() + metadataLasts });
      return await configuration;
    } catch (error) {
      // It may be well again at the next attempt.
      this.configured.delete(provider.name);
      throw unreachable(provider.name, error);
    }
  }
}

function discover(provider: OidcDestination, secret: string | undefined): Promise<client.Configuration> {
  const { issuer, clientId } = provider;
  return client.discovery(issuer, clientId, undefined, clientAuthentication(secret), {
    [client.customFetch]: fetchThrough(provider),
    execute: [
      client.enableNonRepudiationChecks,
      ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
    ],
  });
}

/** As the provider takes it: in the header, which is the rule (OpenID Connect Core 9), or in the body where it says that it takes only that. */
function clientAuthentication(secret: string | undefined): client.ClientAuth {
  if (secret === undefined) return client.None();
  const inHeader = client.ClientSecretBasic(secret);
  const inBody = client.ClientSecretPost(secret);
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (taken.includes('client_secret_basic') ? inHeader : inBody)(server, ...rest);
  };
}
