import type { INestApplicationContext } from '@nestjs/common';
import { Command, InvalidArgumentError } from 'commander';
import type { Text } from '../errors.js';
import { approvalText } from '../texts/approval-texts.js';
import { languageOf, say } from './language.js';
import type * as runnerModule from './policy-sets.runner.js';
import type { ApproveOptions, ProposeOptions } from './policy-sets.runner.js';
import { statusLines, waitingLines, type PolicyStatus } from './policy-status-text.js';

type Runner = typeof runnerModule;

/** The commands by which a set comes from its author's folder into force, and back: status, propose, approve, refuse, withdraw, pull. */
export function policySetCommands(): readonly Command[] {
  return [statusCommand(), proposeCommand(), approveCommand(), refuseCommand(), withdrawCommand(), pullCommand()];
}

function statusCommand(): Command {
  return new Command('status')
    .description(
      say({
        en: 'what is in force and who approved it, what the folder says otherwise, and what waits for approval',
        zh: '现行制度集及其审批人、文件夹与之的差异、等待审批的提议',
      }),
    )
    .action(async (_, command: Command) => {
      const status = await stored((runner, app) => runner.policyStatus(app));
      print(statusLines(status, languageOf(command)));
    });
}

function proposeCommand(): Command {
  return acting(new Command('propose'))
    .description(
      say({
        en: 'proposes the folder of policies (REDRESS_POLICIES), or to undo a set, for another person to approve',
        zh: '将制度文件夹（REDRESS_POLICIES）或对某一制度集的撤销提交他人审批',
      }),
    )
    .option('--reason <text>', say({ en: 'why', zh: '理由' }))
    .option(
      '--undo <set>',
      say({
        en: 'undo this set and all after it: the texts of the one before',
        zh: '撤销该制度集及其后各号：恢复其前一号的文本',
      }),
      setNumber,
    )
    .action(async (options: ProposeOptions, command: Command) => {
      const waiting = await stored((runner, app) => runner.propose(app, options));
      const { id } = waiting.proposal;
      told(command, [
        { en: 'Proposed:', zh: '已提议：' },
        ...waitingLines(waiting),
        {
          en: `It waits for another person: redress policy approve ${id}`,
          zh: `等待他人审批：redress policy approve ${id}`,
        },
      ]);
    });
}

function approveCommand(): Command {
  return acting(new Command('approve'))
    .description(
      say({
        en: 'shows what a proposal changes and puts it in force; nobody approves what they wrote themselves',
        zh: '显示提议的变更内容并使其生效；任何人不得审批自己起草的内容',
      }),
    )
    .argument('[id]', say({ en: 'the proposal', zh: '提议编号' }))
    .option('--latest', say({ en: 'the newest that waits', zh: '最新一项等待审批的提议' }))
    .option(
      '--digest <digest>',
      say({ en: 'only if it is what was shown before', zh: '仅当其摘要与此前所见一致时批准' }),
    )
    .option('--reason <text>', say({ en: 'why', zh: '理由' }))
    .action(async (id: string | undefined, options: ApproveOptions, command: Command) => {
      const inForce = await stored(async (runner, app) => {
        const waiting = await runner.proposalToApprove(app, id, options);
        told(command, waitingLines(waiting));
        return runner.approve(app, waiting, options);
      });
      told(command, approvedLines(inForce));
    });
}

function approvedLines(inForce: PolicyStatus['inForce']): readonly Text[] {
  if (inForce === undefined) return [];
  const { en, zh } = approvalText(inForce.approval);
  return [
    {
      en: `Approved: set ${inForce.number} is in force (${en}).`,
      zh: `已批准：第 ${inForce.number} 号制度集现已生效（${zh}）。`,
    },
  ];
}

function refuseCommand(): Command {
  return acting(new Command('refuse'))
    .description(say({ en: 'refuses a proposal; its author may propose another', zh: '退回提议；起草人可另行提议' }))
    .argument('<id>', say({ en: 'the proposal', zh: '提议编号' }))
    .requiredOption('--reason <text>', say({ en: 'why', zh: '理由' }))
    .action(async (id: string, options: { readonly as?: string; readonly reason: string }, command: Command) => {
      await stored((runner, app) => runner.refuse(app, id, options));
      told(command, [{ en: `Refused: ${id}.`, zh: `已退回：${id}。` }]);
    });
}

function withdrawCommand(): Command {
  return acting(new Command('withdraw'))
    .description(say({ en: 'takes a proposal back', zh: '撤回提议' }))
    .argument('<id>', say({ en: 'the proposal', zh: '提议编号' }))
    .requiredOption('--reason <text>', say({ en: 'why', zh: '理由' }))
    .action(async (id: string, options: { readonly as?: string; readonly reason: string }, command: Command) => {
      await stored((runner, app) => runner.withdraw(app, id, options));
      told(command, [{ en: `Withdrawn: ${id}.`, zh: `已撤回：${id}。` }]);
    });
}

function pullCommand(): Command {
  return new Command('pull')
    .description(
      say({
        en: 'writes the set in force into the folder of policies; changes that were never proposed are not overwritten',
        zh: '将现行制度集写入制度文件夹；从未提议过的修改不会被覆盖',
      }),
    )
    .option('--set <number>', say({ en: 'this set instead', zh: '改为写入该制度集' }), setNumber)
    .option('--force', say({ en: 'overwrite changes that were never proposed', zh: '覆盖从未提议过的修改' }))
    .action(async ({ set, force }: { readonly set?: number; readonly force?: true }, command: Command) => {
      const pulled = await stored((runner, app) => runner.pull(app, set, force === true));
      const { folder, written, removed } = pulled;
      const count = written.length + removed.length;
      told(command, [
        ...written.map((file) => ({ en: `  written  ${file}`, zh: `  写入  ${file}` })),
        ...removed.map((file) => ({ en: `  removed  ${file}`, zh: `  移除  ${file}` })),
        count === 0
          ? {
              en: `${folder} holds set ${pulled.set} already.`,
              zh: `${folder} 已是第 ${pulled.set} 号制度集的内容。`,
            }
          : {
              en: `${folder} holds set ${pulled.set} now: ${written.length} written, ${removed.length} removed.`,
              zh: `${folder} 现为第 ${pulled.set} 号制度集的内容：写入 ${written.length} 个，移除 ${removed.length} 个。`,
            },
      ]);
    });
}

/** For whom it acts. */
function acting(command: Command): Command {
  return command.option(
    '--as <name>',
    say({
      en: 'act for this account (or a token in REDRESS_TOKEN)',
      zh: '以该账号执行（或在 REDRESS_TOKEN 中提供令牌）',
    }),
  );
}

/** With the services over the store, which are loaded only now: other commands of `policy` start without them. */
async function stored<T>(work: (runner: Runner, app: INestApplicationContext) => Promise<T>): Promise<T> {
  await import('reflect-metadata');
  const { withApplication } = await import('./application.context.js');
  const runner = await import('./policy-sets.runner.js');
  return withApplication((app) => work(runner, app));
}

function told(command: Command, lines: readonly Text[]): void {
  const language = languageOf(command);
  print(lines.map((line) => line[language]));
}

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

function setNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/u.test(text)) throw new InvalidArgumentError('');
  return Number(text);
}
