import { faultsOf, RedressError, type ErrorTable, type Fault } from '../../errors.js';

/** What can be wrong with a run, whatever it does. */
export const runErrors = {
  'run.unknown': {
    kind: 'not_found',
    cause: { en: 'There is no such run.', zh: '没有这次执行。' },
    remedy: { en: 'Look in the list of runs.', zh: '请查看执行列表。' },
  },
  'run.not_running': {
    kind: 'conflict',
    cause: { en: 'This run has ended already ({status}).', zh: '本次执行已结束（{status}）。' },
    remedy: { en: 'Ask for a new one.', zh: '请重新发起。' },
  },
  'run.interrupted': {
    kind: 'unavailable',
    cause: {
      en: 'The process that did this run ended before the run did.',
      zh: '执行本次任务的进程在任务完成前已终止。',
    },
    remedy: {
      en: 'Ask for it again: what it had stored stays, and nothing is stored twice.',
      zh: '请重新发起：已保存的内容仍然保留，不会重复保存。',
    },
  },
  'run.taken_up': {
    kind: 'unavailable',
    cause: {
      en: 'The process that did this run ended before the run did. It was taken up again.',
      zh: '执行本次任务的进程在任务完成前已终止，任务已自动重新执行。',
    },
    remedy: { en: 'Look at the run {run}, which does it anew.', zh: '请查看重新执行的任务 {run}。' },
  },
  'run.took_too_long': {
    kind: 'unavailable',
    cause: { en: 'This run took longer than half a day, and was given up.', zh: '本次执行超过半天，已被放弃。' },
    remedy: {
      en: 'Ask for it again, over fewer complaints or at a time at which less is going on.',
      zh: '请缩小范围，或者在系统空闲时重新发起。',
    },
  },
  'run.unexpected': {
    kind: 'unavailable',
    cause: { en: 'Something unexpected ended this run ({detail}).', zh: '意外错误终止了本次执行（{detail}）。' },
    remedy: {
      en: 'Ask for it again; if it stays so, look into the log of the server.',
      zh: '请重新发起；如仍然如此，请查看服务器日志。',
    },
  },
  'run.wrong_cursor': {
    kind: 'invalid',
    cause: { en: 'This is not where a page of runs begins.', zh: '这不是执行列表某一页的起点。' },
    remedy: { en: 'Use "next" of the page before as it came.', zh: '请原样使用上一页返回的 next。' },
  },
} as const satisfies ErrorTable;

export const runFault = faultsOf(runErrors);

/** Faults as they are; of any other error its kind alone, for its message may quote a complaint. */
export function faultsOfError(error: unknown): readonly Fault[] {
  if (error instanceof RedressError) return error.faults;
  return [runFault('run.unexpected', { detail: error instanceof Error ? error.name : typeof error })];
}
