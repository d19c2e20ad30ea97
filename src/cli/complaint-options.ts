import type { Command } from 'commander';
import { say } from './language.js';

/** The command with the options that say where its complaint stands: a file of its own, a case of a test file, or a row of an export; without a file commander refuses the call. */
export function withComplaint(command: Command): Command {
  return command
    .requiredOption(
      '--complaint <file>',
      say({ en: 'the complaint, a test file, or an export', zh: '投诉文件、测试文件或导出文件' }),
    )
    .option('--case <name>', say({ en: 'the case of a test file', zh: '测试文件中的用例名称' }))
    .option('--mapping <file>', say({ en: 'the mapping of an export', zh: '导出文件的映射' }))
    .option('--id <id>', say({ en: 'the complaint of an export', zh: '导出文件中的投诉编号' }));
}
