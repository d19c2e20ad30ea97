import type { Text } from '../errors.js';
import type { Found } from '../rules/explain/found.js';
import type { EscalationFinding, Finding, RightFinding } from '../rules/judge/judgement.js';
import type { Zone } from '../rules/time/calendar.js';
import { formatInstant, formatTime } from '../rules/time/parse-time.js';
import type { Time } from '../rules/values.js';
import { usedLateText } from './entitlement-texts.js';
import { breachTexts, stateTerms } from './glossary-texts.js';
import { reasonTexts } from './judgement-texts.js';
import { citeWords } from './sentences/clock-words.js';
import { joined, listed, quoted } from './sentences/phrase.js';
import type { Titles } from './sentences/titles.js';

/** What an answer is told with. */
export interface Words {
  readonly titles: Titles;
  readonly zone: Zone;
}

/** What it came to, with its dates. */
export function partsOf(found: Found, words: Words): readonly Text[] {
  switch (found.kind) {
    case 'duty':
      return dutyParts(found.finding, words);
    case 'right':
      return rightParts(found.right, words);
    case 'retention':
      return retentionParts(found, words);
    case 'escalation':
      return found.levels.map((level) => levelText(level, words));
    case 'undecided':
      return [{ en: 'nobody can say whether the policy applies', zh: '无法确定该制度是否适用' }];
  }
}

function timeText(at: Time | undefined, label: Text, { zone }: Words): readonly Text[] {
  return at === undefined
    ? []
    : [{ en: `${label.en} ${formatTime(at, zone)}`, zh: `${label.zh} ${formatTime(at, zone)}` }];
}

const labels = {
  started: { en: 'started', zh: '起算' },
  due: { en: 'due', zh: '到期' },
  latest: { en: 'at the latest', zh: '最迟' },
  done: { en: 'done', zh: '完成' },
  from: { en: 'from', zh: '自' },
  until: { en: 'until', zh: '至' },
  used: { en: 'used', zh: '行使于' },
  keep: { en: 'to be kept through', zh: '应当保存至' },
  go: { en: 'to be gone after', zh: '最长保存至' },
  grace: { en: 'destroyed at the latest by', zh: '最迟销毁于' },
} as const satisfies Record<string, Text>;

/** Where a duty stands, since when and until when. */
export function dutyParts(finding: Finding, words: Words): readonly Text[] {
  const { state, outcome, reason, yieldsTo, provisional } = finding;
  // Pending and not applicable say what the states cancelled, replaced and running say again.
  const isSaid = reason === 'cancelled' || reason === 'replaced' || reason === 'no-deadline';
  return [
    ...(state === undefined || isSaid ? [] : [stateTerms[state].name]),
    ...(outcome === 'non-compliant' && finding.breach !== undefined ? [breachText(finding.breach)] : []),
    ...reasonParts(reason, yieldsTo, words),
    ...timeText(finding.start, labels.started, words),
    ...timeText(finding.due, labels.due, words),
    ...timeText(finding.dueAtLatest, labels.latest, words),
    ...timeText(finding.done, labels.done, words),
    ...(provisional === true ? [provisionalText] : []),
  ];
}

const provisionalText: Text = { en: 'date not yet certain', zh: '日期暂定' };

function breachText(breach: NonNullable<Finding['breach']>): Text {
  const { en, zh } = breachTexts[breach];
  return { en: `${en} breach`, zh: `${zh}违规` };
}

/** A reason ends no sentence here. */
function reasonParts(reason: Finding['reason'], yieldsTo: string | undefined, { titles }: Words): readonly Text[] {
  if (reason === undefined) return [];
  const { en, zh } = reasonTexts[reason];
  const why = { en: en.replace(/\.$/u, ''), zh: zh.replace(/。$/u, '') };
  return [yieldsTo === undefined ? why : joined(why, { en: ': ', zh: '：' }, quoted(titles.rule(yieldsTo)))];
}

function rightParts(right: RightFinding, words: Words): readonly Text[] {
  const { exclusion, usedLate, paused, elected, provisional } = right;
  const reasons = reasonParts(right.reason, right.yieldsTo, words).map((reason) =>
    exclusion === undefined ? reason : joined(reason, citeWords(exclusion, words.titles.instruments)),
  );
  return [
    ...reasons,
    ...timeText(right.opens, labels.from, words),
    ...timeText(right.until, labels.until, words),
    ...timeText(right.untilAtLatest, labels.latest, words),
    ...(paused === true ? [{ en: 'the time stands still', zh: '期间中止' }] : []),
    ...timeText(right.used, labels.used, words),
    ...timeText(usedLate, usedLateText, words),
    ...(elected === true ? [{ en: 'chosen by the complainant', zh: '投诉人已选择' }] : []),
    ...(provisional === true ? [provisionalText] : []),
  ];
}

function retentionParts({ retention }: Extract<Found, { kind: 'retention' }>, words: Words): readonly Text[] {
  const { keepThrough, goBy, graceThrough, provisional } = retention;
  const day = (at: number | undefined, label: Text): readonly Text[] =>
    at === undefined ? [] : timeText({ kind: 'day', day: at }, label, words);
  return [
    ...reasonParts(retention.reason, undefined, words),
    ...timeText(retention.start, labels.started, words),
    ...day(keepThrough, labels.keep),
    ...day(goBy, labels.go),
    ...day(graceThrough, labels.grace),
    ...(provisional === true ? [provisionalText] : []),
  ];
}

/** One level: who, when, and by when they must answer. */
function levelText({ level, to, at, acknowledgeBy }: EscalationFinding, { titles, zone }: Words): Text {
  const who = listed(
    to.map((role) => quoted(titles.word('roles', role))),
    'and',
  );
  const when = formatInstant(at, zone);
  const by = acknowledgeBy === undefined ? undefined : formatInstant(acknowledgeBy, zone);
  const head = { en: `level ${level}: ${who.en} at ${when}`, zh: `第 ${level} 级：${when} 通知${who.zh}` };
  return by === undefined ? head : joined(head, { en: `, to acknowledge by ${by}`, zh: `，须在 ${by} 前确认` });
}
