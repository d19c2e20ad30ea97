import { Inject, Injectable } from '@nestjs/common';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import type { Presented } from '../../http/authenticate.js';
import { addressGroup } from '../../http/client-address.js';
import { httpFault } from '../../http/http-errors.js';
import type { OidcDestination } from '../../outgoing/destination.js';
import { randomBytes } from '../../random.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { AccountsService } from './accounts.service.js';
import { Attempts } from './attempts.service.js';
import type { AttemptKey } from './attempts.js';
import { insertAttempt, removeOldAttempts, takeAttempt, type OidcAttempt } from './oidc-attempts.repository.js';
import type { OidcPerson } from './oidc-claims.js';
import { OidcClient } from './oidc-client.service.js';
import { attemptLasts, browserSecret, setBrowser } from './oidc-cookie.js';
import { oidcFault } from './oidc-errors.js';
import { OidcPeople } from './oidc-people.service.js';
import { reasonOf } from './oidc-provider-error.js';
import { OidcProviders } from './oidc-providers.service.js';
import { secondFactorFault } from './second-factor-errors.js';
import { digestOf, freshSecret } from './secret.js';
import { sessionSecret } from './session-cookie.js';
import { Sessions } from './sessions.service.js';

/** By how much the clock of a provider may be wrong. */
const skew = 30_000;

/**
 * Where somebody arrives who comes back. The cookie of the session is not sent on the way from another site, so that the first page may not
 * know them yet: by the mark its script knows to look again.
 */
const back = '/#signed-in';

/** Where the browser goes next, with what. */
export interface Onward {
  readonly location: string;
  readonly cookies: readonly string[];
}

/** A request of a browser, with the origin at which it found us. */
export interface Asked {
  readonly presented: Presented;
  readonly origin: string;
}

/** What a provider's answer says, as the browser brings it. */
export interface Answer {
  readonly state?: string | undefined;
  readonly code?: string | undefined;
  readonly iss?: string | undefined;
  readonly error?: string | undefined;
}

/** Signing in at a provider (OpenID Connect), and showing there again who one is. */
@Injectable()
export class OidcSignIn {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly providers: OidcProviders,
    private readonly client: OidcClient,
    private readonly people: OidcPeople,
    private readonly sessions: Sessions,
    private readonly accounts: AccountsService,
    private readonly attempts: Attempts,
  ) {}

  /**
   * Sends the browser to a provider. Refuses (404) an unknown one, (403) a page that asks for it as a part of itself, (503) one that does not answer, (429) one address that begins often and
   * never comes back, and, to show again who one is, (401) whoever has no session and somebody with a second factor.
   */
  async begin(name: string, confirms: boolean, { presented, origin }: Asked): Promise<Onward> {
    const provider = await this.providers.named(name);
    if (presented.isPart === true) throw new RedressError([oidcFault('oidc.not_sent')]);
    if (confirms) await this.refuseToConfirm(presented);
    const counted = await this.countedBy(presented);
    await this.attempts.begin(counted);
    const secrets = { state: fresh(), nonce: fresh(), verifier: fresh() };
    const location = await this.client
      .address(provider, callbackOf(origin, provider), secrets, confirms)
      .catch(async (error: unknown) => {
        await this.attempts.takeBack(counted);
        throw error;
      });
    const browser = browserSecret(presented.cookie) ?? fresh();
    const session = sessionSecret(presented.cookie);
    const begunAt = now();
    await this.database.transaction(async (tx) => {
      await removeOldAttempts(tx, begunAt);
      const marks = { state: digestOf(secrets.state), provider: provider.name, browser: digestOf(browser) };
      const { nonce, verifier } = secrets;
      const attempt = {
        nonce,
        verifier,
        confirms,
        begunAt,
        ...(session === undefined ? {} : { session: digestOf(session) }),
      };
      await insertAttempt(tx, marks, attempt, begunAt + attemptLasts);
    });
    return { location, cookies: [setBrowser(browser)] };
  }

  /**
   * The way back: a session, or the present one with who it is shown again. Refuses an answer that is not of an attempt of this browser at
   * this provider, or came before; what the provider refuses, in our words; and whoever is nobody here.
   */
  async finish(name: string, answer: Answer, asked: Asked): Promise<Onward> {
    const provider = await this.providers.named(name);
    const counted = await this.countedBy(asked.presented);
    const { state = '', code, error } = answer;
    const attempt = await this.taken(provider, state, asked.presented);
    if (attempt === undefined) {
      await this.attempts.begin(counted);
      throw wrongAnswer();
    }
    if (error !== undefined)
      throw new RedressError([oidcFault('oidc.denied', { provider: provider.name, reason: reasonOf(error) })]);
    if (code === undefined) throw wrongAnswer();
    const address = answerAddress(callbackOf(asked.origin, provider), answer);
    const person = await this.client.redeem(provider, address, { state, ...attempt });
    const cookies = attempt.confirms
      ? await this.confirm(provider, person, attempt, asked.presented)
      : await this.enter(provider, person, attempt, asked.presented);
    await this.attempts.takeBack(counted);
    return { location: back, cookies };
  }

  private async enter(
    provider: OidcDestination,
    person: OidcPerson,
    { session, begunAt }: OidcAttempt,
    presented: Presented,
  ): Promise<readonly string[]> {
    const { id, hasSecondFactor } = await this.people.recognise(provider, person);
    const entering = {
      account: id,
      way: 'oidc',
      provider: provider.name,
      stage: hasSecondFactor ? 'code' : 'full',
      isUnasked: !wasAskedSince(begunAt, person),
    } as const;
    const { cookies } = await this.sessions.enter(
      { ...entering, ...(session === undefined ? {} : { instead: session }) },
      presented,
    );
    return cookies;
  }

  private async confirm(
    provider: OidcDestination,
    person: OidcPerson,
    { session, begunAt }: OidcAttempt,
    presented: Presented,
  ): Promise<readonly string[]> {
    if (!wasAskedSince(begunAt, person))
      throw new RedressError([oidcFault('oidc.not_again', { provider: provider.name })]);
    const account = await this.people.accountOf(person);
    if (account === undefined || session === undefined || (await this.sessions.accountOf(session)) !== account)
      throw new RedressError([oidcFault('oidc.another_person')]);
    await this.people.recognise(provider, person);
    return (await this.sessions.confirmedElsewhere(session, account, presented)).cookies;
  }

  private async refuseToConfirm(presented: Presented): Promise<void> {
    const secret = sessionSecret(presented.cookie);
    const account = secret === undefined ? undefined : await this.sessions.accountOf(digestOf(secret));
    if (account === undefined) throw new RedressError([httpFault('http.session_over')]);
    if ((await this.accounts.read(account)).hasSecondFactor)
      throw new RedressError([secondFactorFault('second_factor.code_needed')]);
  }

  private async taken(
    provider: OidcDestination,
    state: string,
    { cookie }: Presented,
  ): Promise<OidcAttempt | undefined> {
    const browser = browserSecret(cookie);
    if (browser === undefined) return undefined;
    const marks = { state: digestOf(state), provider: provider.name, browser: digestOf(browser) };
    return takeAttempt(this.database.reading, marks, now());
  }

  /** Counted apart from wrong passwords: whoever gives up at the provider does not hold up those who sign in here. */
  private async countedBy({ address }: Presented): Promise<readonly AttemptKey[]> {
    return [await this.attempts.key('address', 'oidc', addressGroup(address))];
  }
}

/** Whether the provider has asked the person who they are since then; one that does not say has not. */
function wasAskedSince(begunAt: Instant, { claims: { auth_time: shownAt } }: OidcPerson): boolean {
  return typeof shownAt === 'number' && shownAt * 1_000 >= begunAt - skew;
}

function fresh(): string {
  return freshSecret(randomBytes);
}

/** Where a provider sends the browser back to; the address that is registered there. */
function callbackOf(origin: string, { name }: OidcDestination): string {
  return `${origin}/api/session/oidc/${name}/callback`;
}

function answerAddress(callback: string, { state, code, iss }: Answer): URL {
  const address = new URL(callback);
  for (const [key, value] of [
    ['state', state],
    ['code', code],
    ['iss', iss],
  ] as const)
    if (value !== undefined) address.searchParams.set(key, value);
  return address;
}

function wrongAnswer(): RedressError {
  return new RedressError([oidcFault('oidc.wrong_answer', { minutes: attemptLasts / 60_000 })]);
}
