import { clockStates } from '../../rules/conditions/built-in.js';
import { formatDay } from '../../rules/time/day.js';
import { parseDuration } from '../../rules/time/duration.js';
import type { AuditReport, CalendarInfo, PolicyInfo } from '../audit-report.js';
import { OUTCOMES } from '../audit-counters.js';
import { codeOf, type Replaced } from '../printing/printable.js';
import { remarks } from '../texts/answer-texts.js';
import { databaseTexts } from '../texts/database-texts.js';
import { durationText } from '../texts/duration-text.js';
import { RECORD_STATES, RIGHT_STATES } from '../entitlement-totals.js';
import { otherWords } from '../texts/entitlement-report-texts.js';
import {
  markTerms,
  outcomeTerms,
  rankTexts,
  retentionStateTerms,
  rightStateTerms,
  stateTerms,
  type Term,
} from '../texts/glossary-texts.js';
import { heads, words } from '../texts/report-texts.js';
import { column, data, number, row, text } from './cells.js';
import { cutRemark } from './findings-view.js';
import { populationBlocks, sourceIdentity } from './population-view.js';
import { setApprovalText } from './set-approval.js';
import { versionText, type Speaker } from './speaker.js';
import type { BlockView, RowView, SectionView, SignOffView, TableView } from './view-model.js';

/** Characters that are listed; a report of naughty texts could hold thousands. */
const MOST_CHARACTERS = 300;

/** Section: rows that could not be used. */
export function rejectedView({ lists }: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { say } = speaker;
  const list = lists.rejected;
  if (list.total === 0) return { id: 'rejected', blocks: [{ paragraphs: [say(words.none)] }] };
  const rows = list.rows.map(({ row: line, column: name, reason, code, value, personalLength }) =>
    row([
      number(line),
      name === undefined ? text(undefined, 'muted') : data(name),
      { text: say(reason), small: code },
      value === undefined ? text(hidden(personalLength, speaker), 'muted') : data(value),
    ]),
  );
  return {
    id: 'rejected',
    intro: say(words.rejectedIntro),
    blocks: [
      {
        table: {
          caption: say(words.rejected),
          columns: [
            column(say(heads.row), 16, true),
            column(say(heads.column), 34),
            column(say(heads.reason), 78),
            column(say(heads.value), 46),
          ],
          rows,
          remark: cutRemark(list, remarks.cut, speaker),
        },
      },
    ],
  };
}

function hidden(length: number | undefined, { language }: Speaker): string | undefined {
  if (length === undefined) return undefined;
  return language === 'zh' ? `个人信息，${length} 个字符` : `personal, ${length} character${length === 1 ? '' : 's'}`;
}

/** Section: how this was judged, from what, by which texts, and what it cannot say. */
export function methodView(report: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { say } = speaker;
  const sources = speaker.sources();
  const repeat = report.source.kind === 'file' ? remarks.repeat() : databaseTexts.repeat();
  return {
    id: 'method',
    blocks: [
      { paragraphs: [remarks.how(), remarks.provisional(), remarks.times(report.zone), remarks.limits()].map(say) },
      ...populationBlocks(report, speaker),
      { heading: say(words.policies), table: policiesTable(report.policySet.policies, speaker) },
      { heading: say(words.calendars), table: calendarsTable(report.calendars, speaker) },
      ...(sources.length === 0 ? [] : [{ heading: say(remarks.sources()), table: sourcesTable(sources, speaker) }]),
      ...readingsBlock(report, speaker),
      { heading: say(words.reproduce), paragraphs: [say(repeat)], table: identityTable(report, speaker) },
    ],
  };
}

function policiesTable(policies: readonly PolicyInfo[], speaker: Speaker): TableView {
  const { say } = speaker;
  return {
    caption: say(words.policies),
    columns: [
      column(say(heads.policy), 58),
      column(say(heads.instrument), 46),
      column(say(heads.inForce), 34),
      column(say(heads.digest), 36),
    ],
    rows: policies.map((policy) =>
      row([
        { text: say(policy.title), smallData: policy.file },
        {
          text: say(policy.instrument),
          small: speaker.details([
            say(rankTexts[policy.rank]),
            ...(policy.status === 'unverified' ? [say(words.unverified)] : []),
          ]),
        },
        text(versionText(speaker, policy)),
        { smallData: shortDigest(policy.digest) },
      ]),
    ),
  };
}

function calendarsTable(calendars: readonly CalendarInfo[], speaker: Speaker): TableView {
  const { say, language } = speaker;
  const range = ({ publishedFrom, publishedThrough }: CalendarInfo): string => {
    const [from, through] = [publishedFrom, publishedThrough].map((day) =>
      day === undefined ? undefined : formatDay(day),
    );
    if (from === undefined && through === undefined) return '–';
    return language === 'zh' ? `${from ?? '…'} 至 ${through ?? '…'}` : `${from ?? '…'} to ${through ?? '…'}`;
  };
  return {
    caption: say(words.calendars),
    columns: [column(say(heads.calendar), 80), column(say(heads.published), 58), column(say(heads.digest), 36)],
    rows: calendars.map((calendar) =>
      row([
        { text: say(calendar.title), smallData: calendar.id },
        text(range(calendar)),
        { smallData: shortDigest(calendar.digest) },
      ]),
    ),
  };
}

function sourcesTable(sources: ReturnType<Speaker['sources']>, { say }: Speaker): TableView {
  const line = ({ number: place, notice, url }: (typeof sources)[number]): RowView =>
    row([text(place), { text: notice, ...(url !== undefined && { smallData: url }) }]);
  return {
    caption: say(remarks.sources()),
    columns: [column('', 10), column(say(heads.notice), 164)],
    rows: sources.map(line),
  };
}

function readingsBlock({ readings }: AuditReport, speaker: Speaker): BlockView[] {
  const { say } = speaker;
  const entries = Object.entries(readings).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return [];
  const table: TableView = {
    caption: say(words.readings),
    columns: [column(say(heads.reading), 100), column(say(heads.chosen), 74)],
    rows: entries.map(([parameter, value]) =>
      row([
        { text: speaker.name(parameter), smallData: parameter },
        { text: readingText(value, speaker), smallData: value },
      ]),
    ),
  };
  return [{ heading: say(words.readings), table }];
}

/** The readings in use, several where it changed within the period: words, events and facts by their titles, lengths of time in words. */
function readingText(values: string, speaker: Speaker): string {
  const one = (value: string): string => {
    const duration = parseDuration(value);
    return duration === undefined ? speaker.name(value) : speaker.say(durationText(duration));
  };
  return speaker.list(values.split(', ').map(one));
}

/** Everything that identifies what was judged and by what; digests whole, so that they can be compared. */
function identityTable(report: AuditReport, { say }: Speaker): TableView {
  const { policySet } = report;
  const lines: readonly (readonly [string, string])[] = [
    [say(words.judgedAsAt), `${report.atText} (${report.zone})`],
    ...sourceIdentity(report).map(([label, value]) => [say(label), value] as const),
    [say(identity.set), policySet.digest],
    [say(identity.engine), report.engine],
    [say(identity.zones), report.timeZoneData],
  ];
  const known = lines.filter(([, value]) => value !== '').map(([label, value]) => row([text(label), { data: value }]));
  const approval = row([text(say(words.approval)), text(say(setApprovalText(report)))]);
  return {
    caption: say(words.reproduce),
    columns: [column(say(heads.item), 46), column(say(heads.value), 128)],
    rows: [...known, approval],
  };
}

const identity = {
  set: { en: 'SHA-256 of the policy set', zh: '制度集 SHA-256' },
  engine: { en: 'Engine', zh: '判定引擎' },
  zones: { en: 'Time-zone data', zh: '时区数据' },
};

/** Enough of a digest to tell texts apart at a glance; the JSON result has the whole. */
function shortDigest(digest: string): string {
  return digest.slice(0, 16);
}

/** Section: what the words mean. */
export function glossaryView({ say }: Speaker): Omit<SectionView, 'title'> {
  const table = (caption: string, terms: readonly Term[]): TableView => ({
    caption,
    columns: [column(say(heads.term), 40), column(say(heads.meaning), 134)],
    rows: terms.map(({ name, meaning }) => row([{ text: say(name), tone: 'neutral' }, text(say(meaning))])),
  });
  const outcomes = OUTCOMES.map((outcome) => outcomeTerms[outcome]);
  const states = clockStates.map((state) => stateTerms[state]);
  const rights = RIGHT_STATES.map((state) => rightStateTerms[state]);
  const records = RECORD_STATES.map((state) => retentionStateTerms[state]);
  return {
    id: 'glossary',
    blocks: [
      { heading: say(words.outcomes), table: table(say(words.outcomes), outcomes) },
      { heading: say(words.states), table: table(say(words.states), states) },
      { heading: say(otherWords.rightStates), table: table(say(otherWords.rightStates), rights) },
      { heading: say(otherWords.retentionStates), table: table(say(otherWords.retentionStates), records) },
      { heading: say(otherWords.marks), table: table(say(otherWords.marks), Object.values(markTerms)) },
    ],
  };
}

/** Section: characters that were printed by their number; undefined where there are none. */
export function charactersView(replaced: Replaced, speaker: Speaker): Omit<SectionView, 'title'> | undefined {
  if (replaced.size === 0) return undefined;
  const { say } = speaker;
  const entries = [...replaced].sort(([a], [b]) => a - b);
  const shown = entries.slice(0, MOST_CHARACTERS);
  const table: TableView = {
    caption: say(words.characters),
    columns: [column(say(heads.character), 60), column(say(heads.times), 30, true)],
    rows: shown.map(([code, times]) => row([text(codeOf(code)), number(times)])),
    remark: cutRemark({ total: entries.length, shown: shown.length, rows: [] }, remarks.cut, speaker),
  };
  return { id: 'characters', intro: say(words.charactersIntro), blocks: [{ table }] };
}

/** Lines for whoever prepared and whoever reviewed the report. */
export function signOffView({ say }: Speaker): SignOffView {
  return {
    title: say(words.signOff),
    note: say(words.signNote),
    people: [words.preparedBy, words.reviewedBy].map(say),
    lines: [words.name, words.signature, words.date].map(say),
  };
}
