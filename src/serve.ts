import type { INestApplication } from '@nestjs/common';
import { readConfig, readProduction, readPublicUrl, readRoles, readServerConfig } from './config.js';
import { ClockKeeper, type ClockSource } from './clock.keeper.js';
import { isUnavailable } from './errors.js';
import { OldAnswers } from './http/idempotency/old-answers.service.js';
import { logToOutput, outliveTheLog } from './http/output.logger.js';
import type { Log } from './http/log-line.js';
import { Jobs } from './jobs/jobs.service.js';
import { ChecksService } from './modules/checks/checks.service.js';
import { HealthWatch } from './modules/health/health-watch.service.js';
import { Authentication } from './modules/identity/authentication.service.js';
import { Demo } from './modules/identity/demo.service.js';
import { FirstAdministrator } from './modules/identity/first-administrator.service.js';
import { LetterMail } from './modules/letters/letter-mail.service.js';
import { DeliveryService } from './modules/notices/delivery.service.js';
import { Dispatcher } from './modules/notices/dispatcher.service.js';
import { newsLine } from './modules/policies/folder-news.js';
import { PoliciesFolder } from './modules/policies/policies-folder.service.js';
import { SetInForceKeeper } from './modules/policies/set-in-force.keeper.js';
import { Recipients } from './modules/recipients/recipients.service.js';
import { Rejudging } from './modules/policies/rejudging.service.js';
import { PageCheck } from './modules/reports/page-check.service.js';
import { ReportsService } from './modules/reports/reports.service.js';
import { ScheduledWork } from './modules/schedules/scheduled-work.service.js';
import { Scheduler } from './modules/schedules/scheduler.service.js';
import { Sweep } from './modules/sweep/sweep.service.js';
import { loadDestinations } from './outgoing/destinations.reader.js';
import { processRoles, type ProcessRole, type ProcessRoles } from './process-roles.js';
import { startServer, type RunningServer } from './server.js';
import { openDatabase, type Where } from './store/open.database.js';
import type { Entrance, FirstLookEntrance } from './texts/entrance-texts.js';
import { workAs } from './worker.js';

export interface Serving extends RunningServer {
  readonly where: Where;
  /** Under which people reach it: `REDRESS_URL`, or where it listens. */
  readonly publicUrl: string;
}

/** What goes on by itself, in processes of which role, for as long as they run. Each part stops with the application (`onModuleDestroy`). */
const ongoing: Readonly<Record<ProcessRole, (app: INestApplication, log: Log) => void>> = {
  api(app, log) {
    app.get(PoliciesFolder, { strict: false }).watch((news) => log(newsLine(news)));
  },
  sweep(app) {
    app.get(Sweep, { strict: false }).start();
    app.get(Dispatcher, { strict: false }).start();
    app.get(Rejudging, { strict: false }).start();
    app.get(OldAnswers, { strict: false }).start();
    app.get(Scheduler, { strict: false }).start();
  },
  jobs(app) {
    app.get(ChecksService, { strict: false }).work();
    app.get(ScheduledWork, { strict: false }).work();
    app.get(DeliveryService, { strict: false }).start();
    app.get(LetterMail, { strict: false }).start();
  },
  render(app) {
    app.get(ReportsService, { strict: false }).work();
    app.get(PageCheck, { strict: false }).start();
  },
};

/**
 * The service as the environment describes it, or the part of it that these roles are: database, HTTP, and what goes on by itself. A
 * process that is not `api` answers whoever watches it, and nobody else. Refuses in one sentence what stands in the way; then nothing
 * is left running. Another clock to go by is for tests of what takes days.
 */
export async function serve(
  log: Log = logToOutput,
  roles: ProcessRoles = readRoles(),
  clock?: ClockSource,
): Promise<Serving> {
  const config = readConfig();
  workAs(roles);
  if (log === logToOutput) outliveTheLog();
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
    roles,
    log,
  });
  await server.app.get(ClockKeeper, { strict: false }).start(clock);
  server.app.get(SetInForceKeeper, { strict: false }).start();
  for (const role of processRoles) if (roles.has(role)) ongoing[role](server.app, log);
  server.app.get(HealthWatch, { strict: false }).start(log);
  // Whoever only answers puts into the queue, and takes nothing out.
  if (roles.has('sweep') || roles.has('jobs') || roles.has('render')) server.app.get(Jobs, { strict: false }).start();
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
  const opened = await app.get(Demo, { strict: false }).open(surroundings);
  await app.get(Recipients, { strict: false }).giveToDemo({ kind: 'system', id: 'up' });
  return { url, ...opened };
}

/** Ends what a first look has handed out. Where the database is gone, the next start ends it. */
export async function closeFirstLook({ app }: Serving): Promise<void> {
  try {
    await app.get(Demo, { strict: false }).close();
  } catch (error) {
    if (!isUnavailable(error)) throw error;
  }
}
