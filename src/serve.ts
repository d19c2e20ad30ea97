import { readConfig, readServerConfig } from './config.js';
import { OldAnswers } from './http/idempotency/old-answers.service.js';
import { logToOutput } from './http/json.logger.js';
import type { Log } from './http/log-line.js';
import { newsLine } from './modules/policies/folder-news.js';
import { PoliciesFolder } from './modules/policies/policies-folder.service.js';
import { Rejudging } from './modules/policies/rejudging.service.js';
import { startServer, type RunningServer } from './server.js';
import { openDatabase, type Where } from './store/open.database.js';

export interface Serving extends RunningServer {
  readonly where: Where;
}

/**
 * The whole service as the environment describes it: database, HTTP, and what goes on by itself (the folder of policies is watched, what an
 * older set has judged is judged again, answers kept for a week are forgotten). Refuses in one sentence what stands in the way; then nothing is left running.
 */
export async function serve(log?: Log): Promise<Serving> {
  const config = readConfig();
  const listening = readServerConfig();
  const store = await openDatabase(config);
  const server = await startServer({
    store,
    ...listening,
    debug: config.debug,
    ...(log === undefined ? {} : { log }),
  });
  server.app.get(PoliciesFolder, { strict: false }).watch((news) => (log ?? logToOutput)(newsLine(news)));
  server.app.get(Rejudging, { strict: false }).start();
  server.app.get(OldAnswers, { strict: false }).start();
  return { ...server, where: store.where };
}
