import type { Text } from '../../errors.js';
import type { Derivation, DerivationStep, Finding, StripDay } from '../../rules/judge/judgement.js';
import type { Day, Time } from '../../rules/values.js';
import { dayOfMonth, dayRange, weekdayName } from '../texts/dates.js';
import { durationText } from '../texts/duration-text.js';
import { whyTexts } from '../texts/why-texts.js';
import { runsOf, type DayRun } from './day-runs.js';
import type { Speaker } from './speaker.js';
import { stripOf } from './strip.js';
import type { WhyPart, WhyView } from './view-model.js';

/** Day by day why a due date is what it is: a strip of days, then the same in words. */
export function whyView(speaker: Speaker, derivation: Derivation, finding: Finding): WhyView {
  const { say } = speaker;
  const time = (of: Time): string => timeWithWeekday(speaker, of, finding);
  const steps = derivation.steps.flatMap((step) => stepParts(speaker, step, time));
  const due = derivation.due ?? finding.due;
  const dueParts: WhyPart[] = [
    ...(due === undefined
      ? []
      : [{ emphasis: 'due' as const, text: say(whyTexts.due(time(due), derivation.provisional)) }]),
    ...(finding.dueAtLatest === undefined ? [] : [{ text: say(whyTexts.atLatest(time(finding.dueAtLatest))) }]),
  ];
  const isGiven = derivation.steps[0]?.kind === 'given';
  // A date that was given and left as it is needs no second telling.
  if (isGiven && derivation.steps.length === 1) return { parts: [...dueParts, { text: say(whyTexts.fromRecord) }] };
  return {
    strip: stripOf(daysOf(derivation.steps)),
    parts: [...(isGiven ? [] : [{ text: say(whyTexts.from(time(derivation.start))) }]), ...steps, ...dueParts],
  };
}

/** The days of the period, then those that the last day went across when it rolled forward. */
function daysOf(steps: readonly DerivationStep[]): StripDay[] {
  const days: StripDay[] = [];
  for (const step of steps) {
    if (step.kind !== 'period' && step.kind !== 'roll') continue;
    const last = days.at(-1)?.day ?? -Infinity;
    days.push(...step.days.filter(({ day }) => day > last));
  }
  return days;
}

function stepParts(speaker: Speaker, step: DerivationStep, time: (of: Time) => string): WhyPart[] {
  const { say, language } = speaker;
  switch (step.kind) {
    case 'period':
      return [
        { text: say(durationText(step.by)) },
        ...runsOf(step.days, step.by.unit).map((run) => runPart(speaker, run)),
      ];
    case 'pause': {
      const until = step.until === undefined ? undefined : time(step.until);
      const added = say(durationText({ count: Math.round(step.added * 100) / 100, unit: step.unit }));
      const text = step.counted
        ? whyTexts.paused(time(step.from), until, added)
        : whyTexts.pauseIgnored(time(step.from), until);
      return [{ emphasis: 'aside', text: cited(say(text), step.cite, language) }];
    }
    case 'extension':
      return [{ text: cited(say(whyTexts.extended(time(step.to))), step.cite, language) }];
    case 'roll':
      return [
        { text: say(whyTexts.rolled(dayOfMonth(step.from, language), dayOfMonth(step.to, language))) },
        ...runsOf(step.days, 'days')
          .filter((run) => run.kind === 'skipped')
          .map((run) => restPart(speaker, run)),
      ];
    case 'cap':
      return [{ text: say(whyTexts.capped(time(step.to))) }];
    case 'closing':
      return [{ text: say(whyTexts.closing(time(step.to))) }];
    case 'given':
      return [{ text: say(whyTexts.given(time(step.to))) }];
  }
}

function runPart(speaker: Speaker, run: DayRun): WhyPart {
  const { say, language } = speaker;
  const days = dayRange(run.from, run.through, language);
  if (run.kind === 'paused') return { emphasis: 'aside', text: say(whyTexts.pausedDays(days)) };
  if (run.kind === 'counted') return { text: say(whyTexts.counted(days, run)) };
  return reasonPart(speaker, run, (reason) => whyTexts.skipped(days, reason));
}

/** A day on which the last day may not fall: it was counted, and the period went on. */
function restPart(speaker: Speaker, run: DayRun): WhyPart {
  const days = dayRange(run.from, run.through, speaker.language);
  return reasonPart(speaker, run, (reason) => whyTexts.rest(days, reason));
}

function reasonPart(speaker: Speaker, { description }: DayRun, words: (reason: string) => Text): WhyPart {
  const { name, kind, source } = description;
  const reason = speaker.say(name ?? whyTexts.dayKinds[kind]);
  const reference = source && speaker.source(source.notice, source.url);
  return { emphasis: 'aside', text: speaker.say(words(reason)), reference };
}

function cited(text: string, cite: string, language: Speaker['language']): string {
  if (cite === '') return text;
  return language === 'zh' ? `${text}（${cite}）` : `${text} (${cite})`;
}

function timeWithWeekday(speaker: Speaker, time: Time, finding: Finding): string {
  const zone = speaker.index.zone(finding);
  const day: Day = time.kind === 'day' ? time.day : zone.dayOf(time.at);
  const weekday = weekdayName(day, speaker.language);
  return speaker.language === 'zh'
    ? `${speaker.time(time, finding)}（${weekday}）`
    : `${weekday} ${speaker.time(time, finding)}`;
}
