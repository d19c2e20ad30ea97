import type { Language, Text } from '../../errors.js';
import { formatDay } from '../../rules/time/day.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Zone } from '../../rules/time/calendar.js';
import type { AuditReport, PolicyInfo, RuleInfo, RuleKey } from '../audit-report.js';
import { ruleIndex, type RuleIndex } from '../rule-index.js';
import { citeText, placeText } from '../../texts/cite-text.js';
import { shortTime } from '../texts/dates.js';
import { words } from '../texts/report-texts.js';
import type { Day, Time } from '../../rules/values.js';

/** Says things of one report in one language. */
export interface Speaker {
  readonly language: Language;
  readonly index: RuleIndex;
  /** The organisation's zone. */
  readonly zone: Zone;
  say(text: Text): string;
  /** A fact's or event's name for people. */
  name(name: string): string;
  /** The same in both languages. */
  nameIn(name: string): Text;
  ruleTitle(key: Omit<RuleKey, 'own'>): string;
  policyTitle(key: Pick<RuleKey, 'policy' | 'version'>): string;
  /** Where the rule stands: instrument and article. */
  cite(key: Omit<RuleKey, 'own'>): string;
  /** One citation. */
  article(cite: string): string;
  /** A time as the clock of a rule's zone shows it. */
  time(time: Time, key: Omit<RuleKey, 'own'>): string;
  /** Several sentences one after another, as the language joins them. */
  join(sentences: readonly string[]): string;
  /** What is said of one thing, set apart: its source, its rank, its length. */
  details(parts: readonly string[]): string;
  /** Things in a row, as the language separates them. */
  list(things: readonly string[]): string;
  /** The number under which the source of a day is listed at the end of its section. */
  source(notice: string, url: string | undefined): string;
  sources(): readonly { readonly number: string; readonly notice: string; readonly url: string | undefined }[];
}

/** A speaker for a report. Names that it does not know are said as they stand. */
export function speakerOf(report: AuditReport, language: Language): Speaker {
  const index = ruleIndex({ policies: report.policySet.policies, zone: report.zone });
  const say = (text: Text): string => text[language];
  const details = (parts: readonly string[]): string => parts.join(language === 'zh' ? '，' : ', ');
  const nameIn = (name: string): Text => report.names[name] ?? { en: name, zh: name };
  const instruments = new Map(Object.entries(report.instruments ?? {}));
  const sources = new Map<string, string | undefined>();
  const ruleOf = (key: Omit<RuleKey, 'own'>): RuleInfo | undefined => index.rule(key);
  const policyOf = (key: Pick<RuleKey, 'policy' | 'version'>): PolicyInfo | undefined => index.policy(key);
  return {
    language,
    index,
    zone: zoneOf(report.zone),
    say,
    name: (name) => say(nameIn(name)),
    nameIn,
    ruleTitle: (key) => {
      if (key.rule === undefined) return say(words.wholePolicy);
      const title = ruleOf(key)?.title;
      return title === undefined ? key.rule : say(title);
    },
    policyTitle: (key) => {
      const policy = policyOf(key);
      return policy === undefined ? key.policy : say(policy.title);
    },
    cite: (key) => {
      const policy = policyOf(key);
      const instrument = policy === undefined ? key.policy : say(policy.instrument);
      return details(placeText(instrument, ruleOf(key)?.cite ?? [], language, instruments));
    },
    article: (cite) => citeText(cite, language, instruments),
    time: (time, key) => shortTime(time, index.zone(key)),
    join: (sentences) => sentences.join(language === 'zh' ? '' : ' '),
    details,
    list: (things) => things.join(language === 'zh' ? '、' : ', '),
    source: (notice, url) => {
      if (!sources.has(notice)) sources.set(notice, url);
      return String([...sources.keys()].indexOf(notice) + 1);
    },
    sources: () => [...sources].map(([notice, url], place) => ({ number: String(place + 1), notice, url })),
  };
}

/** The version of a policy as people name it: `in force from 2026-04-15`. */
export function versionText(speaker: Speaker, policy: Pick<PolicyInfo, 'version' | 'through'>): string {
  return inForceText(speaker, { from: policy.version, through: policy.through });
}

/** From when to when something is in force. */
export function inForceText(speaker: Speaker, days: { readonly from: Day; readonly through: Day | undefined }): string {
  const from = formatDay(days.from);
  const through = days.through === undefined ? undefined : formatDay(days.through);
  if (speaker.language === 'zh') return through === undefined ? `自 ${from} 起施行` : `${from} 至 ${through} 有效`;
  return through === undefined ? `in force from ${from}` : `in force ${from} to ${through}`;
}
