import type { Text } from '../../errors.js';
import type { Derivation, DerivationStep, StripDay } from '../../rules/judge/judgement.js';
import type { Zone } from '../../rules/time/calendar.js';
import { formatDay } from '../../rules/time/day.js';
import { formatDuration } from '../../rules/time/duration.js';
import { formatTime } from '../../rules/time/parse-time.js';
import type { DurationUnit, Time } from '../../rules/values.js';
import { wordsOf } from '../../texts/word.js';

export type DerivationView = ReturnType<typeof derivationView>;

/** Why a due date is what it is, step by step and day by day. Very long strips of days are abbreviated. */
export function derivationView({ calendar, counting, cite, start, steps, due, provisional }: Derivation, zone: Zone) {
  return {
    calendar,
    counting,
    cite,
    start: formatTime(start, zone),
    ...(due && { due: formatTime(due, zone) }),
    provisional,
    steps: steps.map((step) => stepView(step, zone)),
  };
}

const stepWords = wordsOf({
  period: { en: 'The period', zh: '期限' },
  pause: { en: 'A pause', zh: '中止计时' },
  extension: { en: 'An extension', zh: '延期' },
  roll: { en: 'The last day moves', zh: '末日顺延' },
  cap: { en: 'But not after', zh: '但不晚于' },
  closing: { en: 'Until close of business', zh: '至营业结束' },
  given: { en: 'Taken from the record', zh: '取自记录' },
});

function stepView(step: DerivationStep, zone: Zone) {
  const kind = stepWords[step.kind];
  const time = (at: Time): string => formatTime(at, zone);
  switch (step.kind) {
    case 'period':
      return { kind, by: lengthText(step.by.count, step.by.unit), to: time(step.to), days: step.days.map(dayView) };
    case 'pause':
      return {
        kind,
        from: time(step.from),
        ...(step.until && { until: time(step.until) }),
        counted: step.counted,
        added: lengthText(Math.round(step.added * 100) / 100, step.unit),
        cite: step.cite,
      };
    case 'extension':
      return { kind, to: time(step.to), cite: step.cite };
    case 'roll':
      return { kind, from: formatDay(step.from), to: formatDay(step.to), days: step.days.map(dayView) };
    case 'cap':
    case 'closing':
    case 'given':
      return { kind, to: time(step.to) };
  }
}

function lengthText(count: number, unit: DurationUnit): Text {
  const length = { kind: 'duration', count, unit } as const;
  return { en: formatDuration(length, 'en'), zh: formatDuration(length, 'zh') };
}

const dayWords = wordsOf({
  start: { en: 'start', zh: '起算' },
  counted: { en: 'counted', zh: '计入' },
  skipped: { en: 'not counted', zh: '不计' },
  paused: { en: 'paused', zh: '中止' },
  due: { en: 'due', zh: '到期' },
});

const calendarWords = wordsOf({
  working: { en: 'working day', zh: '工作日' },
  'make-up': { en: 'make-up working day', zh: '调休上班日' },
  weekend: { en: 'weekend', zh: '周末' },
  rest: { en: 'rest day', zh: '休息日' },
  festival: { en: 'public holiday', zh: '法定节假日' },
  unpublished: { en: 'not yet published', zh: '安排尚未公布' },
});

function dayView({ day, kind, n, description }: StripDay) {
  const { name, source } = description;
  return {
    day: formatDay(day),
    kind: dayWords[kind],
    ...(n !== undefined && { n }),
    calendar: calendarWords[description.kind],
    ...(name && { name }),
    ...(source && { source: source.notice }),
  };
}
