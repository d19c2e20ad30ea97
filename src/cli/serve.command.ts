import 'reflect-metadata';
import { Command } from 'commander';
import type { Language, Text } from '../errors.js';
import { PoliciesFolder } from '../modules/policies/policies-folder.service.js';
import { openDoors, serve } from '../serve.js';
import { entranceLines } from '../texts/entrance-texts.js';
import { mindSignals } from './interruption.js';
import { languageOf, say } from './language.js';
import { policiesTexts } from './policies-text.js';
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
      const server = await serve();
      const policies = await server.app.get(PoliciesFolder, { strict: false }).atStart();
      const entrance = entranceLines(await openDoors(server));
      for (const line of [whereText(server.where), ...policiesTexts(policies), ...listeningLines(server, entrance)])
        tell(line, language);
      await stop;
      tell({ en: 'Stopping …', zh: '正在停止……' }, language);
      await server.close();
    });
}

function tell(text: Text, language: Language): void {
  process.stderr.write(`${text[language]}\n`);
}
