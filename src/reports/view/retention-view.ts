import type { RecordsRetention } from '../../rules/judge/judgement.js';
import { formatDay } from '../../rules/time/day.js';
import type { Day } from '../../rules/values.js';
import type { AuditReport } from '../audit-report.js';
import type { EscalationRow, RecordsRow, RecordsTotals, RetentionTotals } from '../entitlement-report.js';
import { RECORD_STATES } from '../entitlement-totals.js';
import { remarks } from '../texts/answer-texts.js';
import { otherHeads, otherRemarks, otherWords } from '../texts/entitlement-report-texts.js';
import { retentionStateTerms } from '../texts/glossary-texts.js';
import { heads, words } from '../texts/report-texts.js';
import { clip, column, data, number, row, text } from './cells.js';
import { cutRemark } from './findings-view.js';
import { ruleCell } from './rights-view.js';
import type { Speaker } from './speaker.js';
import type { BlockView, CellView, SectionView, Tone } from './view-model.js';

/** What wants to be done stands out. */
const TONES: Readonly<Partial<Record<RecordsRetention['state'], Tone>>> = {
  'must-go': 'broken',
  restricted: 'unknown',
  indeterminate: 'unknown',
};

/** Section: how long evidence is kept, by kind of record and by rule, and the records that somebody has to see to. */
export function retentionView(report: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { say } = speaker;
  const { records, retention } = report.totals.entitlements;
  const applied = retention.filter(({ total, states }) => total > states['not-applicable']);
  if (records.length === 0 && applied.length === 0)
    return { id: 'retention', blocks: [{ paragraphs: [say(otherWords.noRetention)] }] };
  const list = report.lists.entitlements.records;
  return {
    id: 'retention',
    intro: say(otherWords.retentionIntro),
    blocks: [
      ...(records.length === 0 ? [] : [recordsBlock(records, speaker)]),
      ...(applied.length === 0 ? [] : [rulesBlock(applied, retention.length - applied.length, speaker)]),
      ...(list.total === 0 ? [] : [listBlock(list, speaker)]),
    ],
  };
}

function recordsBlock(records: readonly RecordsTotals[], speaker: Speaker): BlockView {
  const { say } = speaker;
  return {
    heading: say(otherWords.retentionByRecords),
    table: {
      caption: say(otherWords.retentionByRecords),
      columns: [
        column(say(otherHeads.records), 40),
        column(say(otherHeads.total), 16, true),
        ...RECORD_STATES.map((state) => column(say(retentionStateTerms[state].name), 17, true)),
        column(say(otherHeads.held), 16, true),
      ],
      rows: records.map(({ records: kind, total, states, held }) =>
        row([
          nameCell(kind, speaker),
          number(total),
          ...RECORD_STATES.map((state) => number(states[state], TONES[state])),
          number(held),
        ]),
      ),
    },
  };
}

/** A word of a policy, with its name for people where the vocabulary has one. */
function nameCell(word: string, speaker: Speaker): CellView {
  const name = speaker.name(word);
  return name === word ? data(word) : { text: name };
}

function rulesBlock(rules: readonly RetentionTotals[], idle: number, speaker: Speaker): BlockView {
  const { say } = speaker;
  const cells = (rule: RetentionTotals): CellView[] => {
    const period = speaker.index.rule(rule)?.period;
    const { text: title = '', small = '' } = ruleCell(rule, rule.unverified > 0, speaker);
    return [
      { text: title, small: speaker.details([...(period ? [say(period)] : []), small]) },
      nameCell(rule.records, speaker),
      ...RECORD_STATES.map((state) => number(rule.states[state], TONES[state])),
    ];
  };
  return {
    heading: say(otherWords.retentionByRule),
    table: {
      caption: say(otherWords.retentionByRule),
      columns: [
        column(say(heads.rule), 56),
        column(say(otherHeads.records), 28),
        ...RECORD_STATES.map((state) => column(say(retentionStateTerms[state].name), 15, true)),
      ],
      rows: rules.map((rule) => row(cells(rule))),
      ...(idle > 0 && { remark: say(otherRemarks.idle(idle)) }),
    },
  };
}

function listBlock(list: AuditReport['lists']['entitlements']['records'], speaker: Speaker): BlockView {
  const { say } = speaker;
  const day = (of: Day | undefined): CellView =>
    text(of === undefined ? undefined : formatDay(of), of === undefined ? 'muted' : undefined);
  const cells = ({ complaint, records }: RecordsRow): CellView[] => [
    data(complaint),
    nameCell(records.records, speaker),
    {
      ...text(say(retentionStateTerms[records.state].name), TONES[records.state]),
      ...(records.held && { small: say(otherWords.held) }),
    },
    day(records.keepThrough),
    day(records.goBy),
  ];
  return {
    heading: say(otherWords.recordsListed),
    table: {
      caption: say(otherWords.recordsListed),
      columns: [
        column(say(heads.complaint), 52),
        column(say(otherHeads.records), 40),
        column(say(otherHeads.state), 34),
        column(say(otherHeads.keep), 24),
        column(say(otherHeads.goBy), 24),
      ],
      rows: list.rows.map((found) => row(cells(found))),
      remark: cutRemark(list, remarks.cut, speaker),
    },
  };
}

/** Section: who had to be told by the instant judged. */
export function escalationsView(report: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { say } = speaker;
  const list = report.lists.entitlements.escalations;
  const { escalations } = report.totals.entitlements;
  if (escalations.length === 0) return { id: 'escalations', blocks: [{ paragraphs: [say(words.none)] }] };
  const table = {
    caption: say(otherWords.escalationsByRule),
    columns: [
      column(say(heads.rule), 126),
      column(say(otherHeads.due), 24, true),
      column(say(otherHeads.later), 24, true),
    ],
    rows: escalations.map((one) =>
      row([ruleCell({ ...one, own: true }, one.unverified > 0, speaker), number(one.due), number(one.later)]),
    ),
  };
  return {
    id: 'escalations',
    intro: say(otherWords.escalationsIntro),
    blocks: [
      { heading: say(otherWords.escalationsByRule), table },
      ...(list.total === 0 ? [] : [escalationsBlock(list, speaker)]),
    ],
  };
}

function escalationsBlock(list: AuditReport['lists']['entitlements']['escalations'], speaker: Speaker): BlockView {
  const { say } = speaker;
  const cells = ({ complaint, escalation }: EscalationRow): CellView[] => {
    const { to, level, at, acknowledgeBy } = escalation;
    const when = (instant: number): string => speaker.time({ kind: 'instant', at: instant }, escalation);
    return [
      data(complaint),
      {
        text: speaker.ruleTitle(escalation),
        ...(escalation.unverified === true && { small: say(words.unverified) }),
      },
      number(level),
      text(clip(speaker.list(to.map((role) => speaker.name(role))))),
      text(when(at)),
      text(acknowledgeBy === undefined ? undefined : when(acknowledgeBy)),
    ];
  };
  return {
    heading: say(otherWords.escalations),
    table: {
      caption: say(otherWords.escalations),
      columns: [
        column(say(heads.complaint), 34),
        column(say(heads.rule), 46),
        column(say(otherHeads.level), 12, true),
        column(say(otherHeads.to), 30),
        column(say(otherHeads.at), 26),
        column(say(otherHeads.acknowledge), 26),
      ],
      rows: list.rows.map((found) => row(cells(found))),
      remark: cutRemark(list, remarks.cut, speaker),
    },
  };
}
