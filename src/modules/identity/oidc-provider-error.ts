import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { RedressError, type FaultData } from '../../errors.js';
import { oidcFault } from './oidc-errors.js';

/** What providers say in codes that are in the standards (RFC 6749, OpenID Connect Core 3.1.2.6); anything else is not repeated. */
const knownReasons: ReadonlySet<string> = new Set(
  (
    'access_denied invalid_request invalid_scope server_error temporarily_unavailable unauthorized_client unsupported_response_type ' +
    'unsupported_grant_type invalid_client invalid_grant login_required interaction_required consent_required account_selection_required'
  ).split(' '),
);

/** A provider's answer that is no answer: the wrong status, no JSON, nothing in time. */
const outOfOrder: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

/** A code of the standards, or `other`. */
export function reasonOf(error: string): string {
  return knownReasons.has(error) ? error : 'other';
}

/** The refusal, in our words, of what came back from a provider; what exactly it was is its cause, for the log. */
export function providerError(provider: string, address: string, error: unknown): RedressError {
  const refused = (code: Parameters<typeof oidcFault>[0], data: FaultData = {}): RedressError =>
    new RedressError([oidcFault(code, { provider, ...data })], { cause: error });
  if (error instanceof AuthorizationResponseError) return refused('oidc.denied', { reason: reasonOf(error.error) });
  if (error instanceof WWWAuthenticateChallengeError)
    return refused('oidc.misconfigured', { reason: 'invalid_client', address });
  if (error instanceof ResponseBodyError)
    return error.error === 'invalid_grant'
      ? refused('oidc.not_verified')
      : refused('oidc.misconfigured', { reason: reasonOf(error.error), address });
  const isItsAnswer = error instanceof ClientError && error.code !== undefined && !outOfOrder.has(error.code);
  return isItsAnswer ? refused('oidc.not_verified') : unreachable(provider, error);
}

/** The refusal where a provider did not answer, or not as one. */
export function unreachable(provider: string, error: unknown): RedressError {
  // What the door for connections out has said stands behind what the library makes of it.
  const cause = error instanceof ClientError && error.cause instanceof RedressError ? error.cause : error;
  return new RedressError([oidcFault('oidc.unreachable', { provider })], { cause });
}
