import 'reflect-metadata';
import { Command } from 'commander';
import { readRoles } from '../config.js';
import type { Language, Text } from '../errors.js';
import { PoliciesFolder } from '../modules/policies/policies-folder.service.js';
import { rolesText } from '../process-roles.js';
import { openDoors, serve } from '../serve.js';
import { entranceLines } from '../texts/entrance-texts.js';
import { mindSignals } from './interruption.js';
import { languageOf, say } from './language.js';
import { policiesTexts } from './policies-text.js';
import { listeningLines, whereText, workingLine } from './serving-text.js';

interface ServeOptions {
  readonly role?: string;
}

/** `redress serve`: the service, until it is told to stop. The log goes to the standard output, what people read to the other one. */
export function serveCommand(): Command {
  return new Command('serve')
    .description(
      say({
        en: 'starts the service: complaints over HTTP, judged as they come (PORT, REDRESS_ADDRESS, REDRESS_HOSTS)',
        zh: '启动服务：通过 HTTP 接收投诉并即时判定（PORT、REDRESS_ADDRESS、REDRESS_HOSTS）',
      }),
    )
    .option(
      '--role <roles>',
      say({
        en: 'what this process does, some of api, sweep, jobs, render with commas between (REDRESS_ROLE); without it, everything',
        zh: '本进程承担的角色：api、sweep、jobs、render 中的若干项，以逗号分隔（REDRESS_ROLE）；不填则全部承担',
      }),
    )
    .action(async ({ role }: ServeOptions, command: Command) => {
      const language = languageOf(command);
      const roles = readRoles(role);
      const stop = mindSignals();
      const server = await serve(undefined, roles);
      const policies = await server.app.get(PoliciesFolder, { strict: false }).atStart();
      // Who may come in is the matter of the processes that people come in to.
      const entrance = roles.has('api') ? entranceLines(await openDoors(server)) : [];
      const listening = roles.has('api') ? listeningLines(server, entrance) : [workingLine(server, rolesText(roles))];
      for (const line of [whereText(server.where), ...policiesTexts(policies), ...listening]) tell(line, language);
      await stop;
      tell({ en: 'Stopping …', zh: '正在停止……' }, language);
      await server.close();
    });
}

function tell(text: Text, language: Language): void {
  process.stderr.write(`${text[language]}\n`);
}
