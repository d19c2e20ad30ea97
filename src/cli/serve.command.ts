import { Command } from 'commander';
import { readConfig, readServerConfig } from '../config.js';
import type { Language, Text } from '../errors.js';
import { logToOutput } from '../http/json.logger.js';
import { startServer } from '../server.js';
import { openDatabase } from '../store/open.database.js';
import { mindSignals } from './interruption.js';
import { languageOf, say } from './language.js';
import { listeningLines, whereText } from './serving-text.js';

/** `redress serve`: the service, until it is told to stop. The log goes to the standard output, what people read to the other one. */
export function serveCommand(): Command {
  return new Command('serve')
    .description(
      say({
        en: 'starts the service: complaints over HTTP, judged as they come (PORT, REDRESS_ADDRESS, REDRESS_HOSTS)',
        zh: '启动服务：通过 HTTP 接收投诉并即时判定（PORT、REDRESS_ADDRESS、REDRESS_HOSTS）',
      }),
    )
    .action(async (_, command: Command) => {
      const language = languageOf(command);
      const stop = mindSignals();
      const server = await serve(language);
      await stop;
      tell({ en: 'Stopping …', zh: '正在停止……' }, language);
      await server.close();
    });
}

async function serve(language: Language) {
  const config = readConfig();
  const listening = readServerConfig();
  const store = await openDatabase(config);
  tell(whereText(store.where), language);
  const server = await startServer({ store, ...listening, log: logToOutput, debug: config.debug });
  for (const line of listeningLines(server)) tell(line, language);
  return server;
}

function tell(text: Text, language: Language): void {
  process.stderr.write(`${text[language]}\n`);
}
