import type { Fault, Language, Text } from '../errors.js';
import type { FolderStatus } from '../modules/policies/policies-folder.service.js';
import type { ListedProposal } from '../modules/policies/proposal.js';
import type { Change } from '../rules/analysis/diff-sets.js';
import { approvalText, personText, type SetApproval, type SetPerson } from '../texts/approval-texts.js';
import { diffSummary } from './policy-diff-text.js';

/** What `redress policy status` shows. */
export interface PolicyStatus {
  /** Undefined while no set is in force. */
  readonly inForce:
    | {
        readonly number: number;
        readonly digest: string;
        readonly takenAt: string;
        readonly reason: string | undefined;
        readonly approval: SetApproval;
      }
    | undefined;
  readonly folder: Pick<FolderStatus, 'folder' | 'state' | 'proposal'> & {
    readonly faults: readonly Fault[];
    /** What it means otherwise than the set in force, where that can be said. */
    readonly changes: readonly Change[] | undefined;
  };
  readonly waiting: readonly WaitingProposal[];
  readonly solo: boolean;
}

/** A proposal that waits, as people see it. */
export interface WaitingProposal {
  readonly proposal: Pick<ListedProposal, 'id' | 'digest' | 'base' | 'undoes' | 'reason'>;
  readonly author: SetPerson;
  readonly proposedAt: string;
  readonly isOutdated: boolean;
  readonly changes: readonly Change[];
}

/** Lines for a terminal: what is in force, what the folder says, what waits. */
export function statusLines({ inForce, folder, waiting, solo }: PolicyStatus, language: Language): readonly string[] {
  const say = (text: Text): string => text[language];
  return [
    ...inForceLines(inForce).map(say),
    ...(solo
      ? [
          say({
            en: '  REDRESS_SOLO: one person may approve what they wrote.',
            zh: '  REDRESS_SOLO：允许一人自行审批。',
          }),
        ]
      : []),
    '',
    ...folderLines(folder, solo).map(say),
    '',
    ...(waiting.length === 0
      ? [say({ en: 'No proposal waits for approval.', zh: '没有等待审批的提议。' })]
      : [
          say({ en: 'Waiting for approval:', zh: '等待审批：' }),
          ...waiting.flatMap((each) => waitingLines(each).map(say)),
        ]),
  ];
}

function inForceLines(inForce: PolicyStatus['inForce']): readonly Text[] {
  if (inForce === undefined)
    return [{ en: 'No policies are in force: nothing can be judged.', zh: '目前没有生效的制度，无法判定。' }];
  const { number, digest, takenAt, reason, approval } = inForce;
  const { en, zh } = approvalText(approval);
  return [
    { en: `In force: set ${number}, since ${takenAt}.`, zh: `现行：第 ${number} 号制度集，自 ${takenAt} 起。` },
    both(`  ${digest}`),
    { en: `  ${en}`, zh: `  ${zh}` },
    // Of what nobody approved the line above says why.
    ...(reason === undefined || approval.approver === undefined
      ? []
      : [{ en: `  Reason: ${reason}`, zh: `  理由：${reason}` }]),
  ];
}

function folderLines(
  { folder, state, proposal, faults, changes }: PolicyStatus['folder'],
  solo: boolean,
): readonly Text[] {
  if (state === 'in-force')
    return [{ en: `Folder ${folder}: says what is in force.`, zh: `文件夹 ${folder}：与现行制度集一致。` }];
  if (state === 'faulty')
    return [
      {
        en: `Folder ${folder}: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}; "redress policy check" lists them.`,
        zh: `文件夹 ${folder}：有 ${faults.length} 处问题；可用“redress policy check”逐一列出。`,
      },
    ];
  return [
    { en: `Folder ${folder}: differs from what is in force.`, zh: `文件夹 ${folder}：与现行制度集不同。` },
    ...changeLines(changes ?? [], '  '),
    proposal === undefined ? howToPropose(solo) : proposedAs(proposal),
  ];
}

function howToPropose(solo: boolean): Text {
  return solo
    ? {
        en: '  "redress serve" takes it as it is (REDRESS_SOLO); or propose it: redress policy propose --reason "…"',
        zh: '  “redress serve”将直接采用（REDRESS_SOLO）；也可提议：redress policy propose --reason "…"',
      }
    : { en: '  Propose it: redress policy propose --reason "…"', zh: '  提议：redress policy propose --reason "…"' };
}

function proposedAs(id: string): Text {
  return { en: `  Proposal ${id} has these texts and waits.`, zh: `  提议 ${id} 与此内容相同，正等待审批。` };
}

/** A proposal that waits: who wrote it, why, and what it changes. */
export function waitingLines({ proposal, author, proposedAt, isOutdated, changes }: WaitingProposal): readonly Text[] {
  const { id, digest, base, undoes, reason } = proposal;
  const name = personText(author);
  return [
    {
      en: `  ${id}  by ${name.en}, ${proposedAt}, from set ${base}`,
      zh: `  ${id}  起草人：${name.zh}，${proposedAt}，基于第 ${base} 号制度集`,
    },
    both(`    ${digest}`),
    { en: `    Reason: ${reason}`, zh: `    理由：${reason}` },
    ...(undoes === undefined ? [] : [undoText(undoes, base)]),
    ...(isOutdated
      ? [
          {
            en: '    Out of date: another set is in force by now. Its author proposes again; withdraw this one.',
            zh: '    已过时：现行制度集已变更。请起草人重新提议，并撤回本提议。',
          },
        ]
      : []),
    ...changeLines(changes, '    '),
  ];
}

function undoText(undoes: number, base: number): Text {
  const sets =
    undoes === base
      ? { en: `set ${undoes}`, zh: `第 ${undoes} 号` }
      : { en: `sets ${undoes} to ${base}`, zh: `第 ${undoes} 至 ${base} 号` };
  return {
    en: `    Undoes ${sets.en}: the texts of set ${undoes - 1} again.`,
    zh: `    撤销${sets.zh}制度集：恢复第 ${undoes - 1} 号的文本。`,
  };
}

/** What changes in meaning, a line each; where only comments, order or mappings differ, that. */
export function changeLines(changes: readonly Change[], indent: string): readonly Text[] {
  if (changes.length === 0)
    return [
      {
        en: `${indent}No rule means anything else: only comments, order, mappings or the like differ.`,
        zh: `${indent}规则含义不变：仅注释、顺序、映射等有差异。`,
      },
    ];
  const lines = [...changes.map(({ text }) => text), diffSummary(changes)];
  return lines.map(({ en, zh }) => ({ en: `${indent}${en}`, zh: `${indent}${zh}` }));
}

function both(text: string): Text {
  return { en: text, zh: text };
}
