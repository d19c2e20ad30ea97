import { Command } from 'commander';
import { readConfig } from '../config.js';
import { openDatabase } from '../store/open.database.js';
import { languageOf, say } from './language.js';
import { whereText } from './serving-text.js';

const done = {
  en: 'The tables are those of this version.',
  zh: '数据表已是本版本的结构。',
};

/** `redress migrate`: makes or changes the tables as the role that owns them (DATABASE_OWNER_URL), and ends; nothing is served. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description(
      say({
        en: 'makes the tables, or brings them to this version, and ends: for services whose processes know no owner of the tables',
        zh: '建立数据表或升级到本版本后结束；适用于运行进程不持有数据表所有者地址的部署',
      }),
    )
    .action(async (_, command: Command) => {
      const language = languageOf(command);
      const store = await openDatabase(readConfig());
      await store.close();
      for (const text of [whereText(store.where), done]) process.stdout.write(`${text[language]}\n`);
    });
}
