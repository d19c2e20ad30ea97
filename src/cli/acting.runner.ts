import { readFile } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import type { Known } from '../authority/known.js';
import { now } from '../clock.js';
import { readConfig, readPasswordFile, readToken } from '../config.js';
import { RedressError } from '../errors.js';
import type { Presented } from '../http/authenticate.js';
import { systemErrorCode } from '../imports/system-error.js';
import type { Account } from '../modules/identity/account.js';
import { AccountsService } from '../modules/identity/accounts.service.js';
import { commandLine } from '../modules/identity/attempts.service.js';
import { Authentication } from '../modules/identity/authentication.service.js';
import { SecondFactorCodes } from '../modules/identity/second-factor-codes.service.js';
import { SignIn } from '../modules/identity/sign-in.service.js';
import { actingFault } from './acting-errors.js';
import { askHidden } from './hidden.reader.js';
import { say } from './language.js';
import { operator } from './operator.js';

export interface ActingOptions {
  /** The name by which somebody signs in. */
  readonly as?: string;
}

/** Attempts on the command line are counted together, apart from those that come over the network. */
const shownHere: Presented = {
  authorization: undefined,
  cookie: undefined,
  csrf: undefined,
  isChange: true,
  address: commandLine,
};

/**
 * Who acts by a command: the account that `--as` names, whose password (and code) is asked on the terminal or read from
 * `REDRESS_PASSWORD_FILE`; otherwise whom `REDRESS_TOKEN` stands for; otherwise, as long as there is no account, whoever holds the database.
 * An account of the first look is asked for nothing. Refuses to act for nobody where there are accounts, and what signing in refuses.
 */
export async function actingPerson(app: INestApplicationContext, { as }: ActingOptions): Promise<Known> {
  if (as !== undefined) return signedIn(app, as);
  const token = readToken();
  if (token !== undefined) return byToken(app, token);
  if (await app.get(AccountsService, { strict: false }).hasEnabled())
    throw new RedressError([actingFault('acting.nobody')]);
  return operator();
}

async function byToken(app: INestApplicationContext, token: string): Promise<Known> {
  const { authenticate } = app.get(Authentication, { strict: false });
  const known = await authenticate({ ...shownHere, authorization: `Bearer ${token}` });
  if (typeof known === 'string') throw new RedressError([actingFault('acting.wrong_token')]);
  return known;
}

async function signedIn(app: INestApplicationContext, name: string): Promise<Known> {
  const accounts = app.get(AccountsService, { strict: false });
  const demo = readConfig().databaseUrl === undefined ? await accounts.demoByName(name) : undefined;
  if (demo !== undefined) return knownAs(demo);
  const given = { name, password: await passwordOf(name) };
  const { account } = await app.get(SignIn, { strict: false }).recognise(given, shownHere);
  const found = await accounts.read(account);
  if (found.hasSecondFactor) {
    const code = await askHidden(say({ en: `Code of ${name}: `, zh: `${name} 的动态码：` }));
    await app.get(SecondFactorCodes, { strict: false }).confirm(knownAs(found), code, shownHere);
  }
  return knownAs(found);
}

async function passwordOf(name: string): Promise<string> {
  const file = readPasswordFile();
  if (file === undefined) return askHidden(say({ en: `Password of ${name}: `, zh: `${name} 的密码：` }));
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    const reason = systemErrorCode(error) ?? 'unknown';
    throw new RedressError([actingFault('acting.password_file', { file, reason })], { cause: error });
  }
}

function knownAs({ id, roles, units }: Account): Known {
  return { actor: { kind: 'account', id }, account: id, roles: new Set(roles), units, confirmedAt: now() };
}
