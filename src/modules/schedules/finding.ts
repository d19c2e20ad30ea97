import type { Language, Text } from '../../errors.js';
import type { Json } from '../../ledger/canonical.js';
import type { Zone } from '../../rules/time/calendar.js';
import { formatInstant } from '../../rules/time/parse-time.js';
import type { Instant } from '../../rules/values.js';
import type { PlannedRun } from './plan-runs.js';

/** Something about a schedule that its people must hear of. */
export type ScheduleFinding = { readonly schedule: string; readonly title: Text; readonly tell: readonly string[] } & (
  | {
      readonly kind: 'missed';
      readonly set: number;
      /** How many times came while nothing ran, and how many of them are made up for. */
      readonly missed: number;
      readonly caughtUp: number;
      readonly first: Instant;
      readonly last: Instant;
    }
  | {
      readonly kind: 'failed';
      readonly dueAt: Instant;
      readonly run: string;
      readonly status: 'failed' | 'interrupted';
      readonly causes: readonly Text[];
    }
  | {
      readonly kind: 'overlap';
      readonly dueAt: Instant;
      /** The run that had not come to an end, and when that was due. */
      readonly during: string;
      readonly duringDueAt: Instant;
    }
  | { readonly kind: 'report'; readonly dueAt: Instant; readonly run: string }
  | {
      readonly kind: 'evidence';
      readonly dueAt: Instant;
      readonly run: string;
      readonly broken: number;
      readonly different: number;
    }
);

/** What was missed, schedule by schedule: one finding each, however many times it was. */
export function missedFindings(runs: readonly PlannedRun[]): readonly ScheduleFinding[] {
  const late = Map.groupBy(
    runs.filter(({ isLate }) => isLate),
    ({ schedule }) => schedule.id,
  );
  return [...late].flatMap(([id, missed]): readonly ScheduleFinding[] => {
    const [first, last] = [missed[0], missed.at(-1)];
    if (first === undefined || last === undefined) return [];
    const { title, tell } = last.schedule;
    const caughtUp = missed.filter(({ state }) => state === 'claimed').length;
    const times = { missed: missed.length, caughtUp, first: first.dueAt, last: last.dueAt };
    return [{ kind: 'missed', schedule: id, title, tell, set: last.set, ...times }];
  });
}

/** A time that is passed over because an earlier run of the schedule goes on. */
export function overlapFinding(
  { schedule: { id, title, tell }, dueAt }: PlannedRun,
  { run, dueAt: duringDueAt }: { readonly run: string; readonly dueAt: Instant },
): ScheduleFinding {
  return { kind: 'overlap', schedule: id, title, tell, dueAt, during: run, duringDueAt };
}

/** What the chain of schedules keeps of it. */
export function findingBody(finding: ScheduleFinding): { readonly [key: string]: Json } {
  const { kind, schedule } = finding;
  switch (kind) {
    case 'missed': {
      const { set, missed, caughtUp, first, last } = finding;
      return { schedule, set, missed, caught_up: caughtUp, first, last };
    }
    case 'failed':
      return { schedule, due: finding.dueAt, run: finding.run, status: finding.status };
    case 'overlap':
      return { schedule, due: finding.dueAt, during: finding.during };
    case 'report':
      return { schedule, due: finding.dueAt, run: finding.run };
    case 'evidence':
      return {
        schedule,
        due: finding.dueAt,
        run: finding.run,
        broken: finding.broken,
        different: finding.different,
      };
  }
}

/** One sentence in each language; instants in a zone. */
export function findingText(finding: ScheduleFinding, zone: Zone): Text {
  return { en: sentence(finding, zone, 'en'), zh: sentence(finding, zone, 'zh') };
}

function sentence(finding: ScheduleFinding, zone: Zone, language: Language): string {
  const title = finding.title[language];
  const when = (at: Instant): string => formatInstant(at, zone);
  const isEnglish = language === 'en';
  switch (finding.kind) {
    case 'missed':
      return isEnglish ? missedEnglish(finding, title, when) : missedChinese(finding, title, when);
    case 'failed': {
      const causes = finding.causes.map((cause) => cause[language]).join(isEnglish ? ' ' : '');
      const due = when(finding.dueAt);
      return isEnglish
        ? `${title}: the run due at ${due} ${finding.status === 'failed' ? 'failed' : 'was interrupted'}. ${causes}`.trim()
        : `${title}：应于 ${due} 执行的任务${finding.status === 'failed' ? '失败' : '中断'}。${causes}`;
    }
    case 'overlap': {
      const [due, during] = [when(finding.dueAt), when(finding.duringDueAt)];
      return isEnglish
        ? `${title}: at ${due} the run due at ${during} was still going on. What is due until it ends is passed over.`
        : `${title}：${due} 到期时，应于 ${during} 执行的任务尚未结束；其结束前到期的执行均从略。`;
    }
    case 'report':
      return isEnglish
        ? `${title}: the report due at ${when(finding.dueAt)} is there.`
        : `${title}：应于 ${when(finding.dueAt)} 生成的报告已完成。`;
    case 'evidence':
      return isEnglish
        ? `${title}: ${finding.broken} chains of evidence are not whole, and ${finding.different} judgements could not be repeated. Keep the database as it is and look into it at once.`
        : `${title}：有 ${finding.broken} 条存证链不完整，${finding.different} 份判定无法重现。请保持数据库现状并立即查明。`;
  }
}

type Missed = Extract<ScheduleFinding, { kind: 'missed' }>;
type When = (at: Instant) => string;

function missedEnglish({ missed, caughtUp, first, last }: Missed, title: string, when: When): string {
  const times =
    missed === 1 ? `was missed at ${when(first)}` : `was missed ${missed} times, from ${when(first)} to ${when(last)}`;
  const made =
    caughtUp === 0
      ? 'it is not made up for'
      : caughtUp === missed
        ? 'it is made up for now'
        : `${caughtUp} of them are made up for now`;
  return `${title}: ${times}, because the service was not running; ${made}.`;
}

function missedChinese({ missed, caughtUp, first, last }: Missed, title: string, when: When): string {
  const times =
    missed === 1 ? `${when(first)} 的执行被错过` : `自 ${when(first)} 至 ${when(last)} 共错过 ${missed} 次执行`;
  const made = caughtUp === 0 ? '不予补做' : caughtUp === missed ? '现已补做' : `现补做其中 ${caughtUp} 次`;
  return `${title}：因服务未运行，${times}，${made}。`;
}
