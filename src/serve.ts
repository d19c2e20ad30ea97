import { readConfig, readProduction, readPublicUrl, readServerConfig } from './config.js';
import { isUnavailable } from './errors.js';
import { OldAnswers } from './http/idempotency/old-answers.service.js';
import { logToOutput } from './http/json.logger.js';
import type { Log } from './http/log-line.js';
import { Authentication } from './modules/identity/authentication.service.js';
import { Demo } from './modules/identity/demo.service.js';
import { FirstAdministrator } from './modules/identity/first-administrator.service.js';
import { newsLine } from './modules/policies/folder-news.js';
import { PoliciesFolder } from './modules/policies/policies-folder.service.js';
import { Rejudging } from './modules/policies/rejudging.service.js';
import { loadDestinations } from './outgoing/destinations.reader.js';
import { startServer, type RunningServer } from './server.js';
import { openDatabase, type Where } from './store/open.database.js';
import type { Entrance, FirstLookEntrance } from './texts/entrance-texts.js';

export interface Serving extends RunningServer {
  readonly where: Where;
  /** Under which people reach it: `REDRESS_URL`, or where it listens. */
  readonly publicUrl: string;
}

/**
 * The whole service as the environment describes it: database, HTTP, and what goes on by itself (the folder of policies is watched, what an
 * older set has judged is judged again, answers kept for a week are forgotten). Refuses in one sentence what stands in the way; then nothing is left running.
 */
export async function serve(log?: Log): Promise<Serving> {
  const config = readConfig();
  const listening = readServerConfig();
  const publicUrl = readPublicUrl();
  // A faulty file of destinations is told now, not when somebody waits for a mail.
  await loadDestinations();
  const store = await openDatabase(config);
  const server = await startServer({
    store,
    ...listening,
    debug: config.debug,
    authenticate: (app) => app.get(Authentication, { strict: false }).authenticate,
    ...(log === undefined ? {} : { log }),
  });
  server.app.get(PoliciesFolder, { strict: false }).watch((news) => (log ?? logToOutput)(newsLine(news)));
  server.app.get(Rejudging, { strict: false }).start();
  server.app.get(OldAnswers, { strict: false }).start();
  return { ...server, where: store.where, publicUrl: publicUrl ?? server.url };
}

/** How people come in to a service in earnest: what a first look has left is ended, and where nobody is administrator yet there is a link. */
export async function openDoors({ app, publicUrl }: Serving): Promise<Entrance> {
  const demo = app.get(Demo, { strict: false });
  await demo.close();
  const firstAdministrator = await app.get(FirstAdministrator, { strict: false }).link();
  return {
    url: publicUrl,
    hasDemo: await demo.isThere(),
    ...(firstAdministrator === undefined ? {} : { firstAdministrator }),
  };
}

/** How people come in to a first look, until it stops. Refuses where others could come in too, and where there are accounts in earnest. */
export async function openFirstLook({ app, url, where }: Serving): Promise<FirstLookEntrance> {
  const { address } = readServerConfig();
  const surroundings = { address, hasOwnDatabase: where.kind === 'own', isProduction: readProduction() };
  return { url, ...(await app.get(Demo, { strict: false }).open(surroundings)) };
}

/** Ends what a first look has handed out. Where the database is gone, the next start ends it. */
export async function closeFirstLook({ app }: Serving): Promise<void> {
  try {
    await app.get(Demo, { strict: false }).close();
  } catch (error) {
    if (!isUnavailable(error)) throw error;
  }
}
