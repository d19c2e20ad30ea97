import { Command, Option } from 'commander';
import { localiseHelp } from './help-texts.js';
import { say, startLanguage } from './language.js';
import { Misuse } from './misuse.js';

/** Each command with what it needs; only the one that is asked for is loaded, so that a short answer comes at once. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  accounts: async () => (await import('./accounts.command.js')).accountsCommand(),
  backup: async () => (await import('./backup.command.js')).backupCommand(),
  restore: async () => (await import('./restore.command.js')).restoreCommand(),
  export: async () => (await import('./export.command.js')).exportCommand(),
  due: async () => (await import('./due.command.js')).dueCommand(),
  audit: async () => (await import('./audit.command.js')).auditCommand(),
  check: async () => (await import('./check.command.js')).checkCommand(),
  escalation: async () => (await import('./escalation.command.js')).escalationCommand(),
  explain: async () => (await import('./explain.command.js')).explainCommand(),
  judge: async () => (await import('./judge.command.js')).judgeCommand(),
  judgement: async () => (await import('./judgement.command.js')).judgementCommand(),
  'verify-judgement': async () => (await import('./verify-judgement.command.js')).verifyJudgementCommand(),
  import: async () => (await import('./import.command.js')).importCommand(),
  letter: async () => (await import('./letter.command.js')).letterCommand(),
  policy: policyCommand,
  migrate: async () => (await import('./migrate.command.js')).migrateCommand(),
  doctor: async () => (await import('./doctor.command.js')).doctorCommand(),
  recipients: async () => (await import('./recipients.command.js')).recipientsCommand(),
  report: async () => (await import('./report.command.js')).reportCommand(),
  reply: async () => (await import('./reply.command.js')).replyCommand(),
  schedule: async () => (await import('./schedule.command.js')).scheduleCommand(),
  serve: async () => (await import('./serve.command.js')).serveCommand(),
  up: async () => (await import('./up.command.js')).upCommand(),
};

/** The `redress` program for this command line. It throws instead of ending the process. */
export async function redressProgram(version: string, args: readonly string[]): Promise<Command> {
  const program = new Command('redress')
    .description(
      say({
        en: 'Judges consumer complaints against the law and an organisation’s own promises, and proves it.',
        zh: '依据法律和企业自身承诺对消费者投诉进行合规判定，并提供证明。',
      }),
    )
    .version(version, '-V, --version', say({ en: 'show the version', zh: '显示版本号' }));
  for (const load of commandsFor(args)) program.addCommand(await load());
  addLanguageOption(program);
  program.hook('preAction', (_, command) => passLanguageDown(command));
  localiseHelp(program, startLanguage());
  refuseByThrowing(program);
  return program;
}

/** All of them, unless the first word names one or asks for the version. */
function commandsFor(args: readonly string[]): readonly (() => Promise<Command>)[] {
  const [first = ''] = args;
  if (first === '-V' || first === '--version') return [];
  const asked = Object.hasOwn(commands, first) ? commands[first] : undefined;
  return asked === undefined ? Object.values(commands) : [asked];
}

async function policyCommand(): Promise<Command> {
  const { policyCheckCommand } = await import('./policy-check.command.js');
  const { policyDiffCommand } = await import('./policy-diff.command.js');
  const { policySetCommands } = await import('./policy-sets.command.js');
  const { policyShowCommand } = await import('./policy-show.command.js');
  const { policyTestCommand } = await import('./policy-test.command.js');
  const policy = new Command('policy')
    .description(
      say({
        en: 'checks, tests, compares and tells folders of policies, and brings them into force',
        zh: '检查、测试、比较和说明制度文件夹，并使其经审批生效',
      }),
    )
    .addCommand(policyCheckCommand())
    .addCommand(policyTestCommand())
    .addCommand(policyDiffCommand())
    .addCommand(policyShowCommand());
  for (const command of policySetCommands()) policy.addCommand(command);
  return policy;
}

/** Every command takes `--lang`, before or after its name; one that has brought its own keeps it. */
function addLanguageOption(command: Command): void {
  command.enablePositionalOptions();
  if (!command.options.some((option) => option.long === '--lang'))
    command.addOption(
      new Option('--lang <language>', say({ en: 'language of the answer', zh: '输出语言' })).choices(['zh', 'en']),
    );
  command.commands.forEach(addLanguageOption);
}

/** `redress --lang zh due …` says the same as `redress due --lang zh …`. */
function passLanguageDown(command: Command): void {
  for (let above = command.parent; above !== null; above = above.parent) {
    if (isGiven(command)) return;
    if (isGiven(above)) command.setOptionValueWithSource('lang', above.getOptionValue('lang'), 'cli');
  }
}

function isGiven(command: Command): boolean {
  return command.getOptionValueSource('lang') === 'cli';
}

function refuseByThrowing(command: Command): void {
  command.configureOutput({ outputError: () => undefined });
  command.exitOverride((error) => {
    throw new Misuse(command, error);
  });
  command.commands.forEach(refuseByThrowing);
}
