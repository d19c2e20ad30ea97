import type { AmountFound, Given, RightFinding } from '../../rules/judge/judgement.js';
import type { AuditReport } from '../audit-report.js';
import type { NamedRuleKey, RightRow, RightTotals } from '../entitlement-report.js';
import { RIGHT_STATES } from '../entitlement-totals.js';
import { remarks } from '../texts/answer-texts.js';
import { keyOf } from '../rule-index.js';
import { otherHeads, otherRemarks, otherWords } from '../texts/entitlement-report-texts.js';
import { rightStateTerms, usedLateText } from '../texts/glossary-texts.js';
import { heads, words } from '../texts/report-texts.js';
import { clip, column, data, number, row, text } from './cells.js';
import { cutRemark, disputeOf } from './findings-view.js';
import type { Speaker } from './speaker.js';
import type { BlockView, CellView, RowView, SectionView } from './view-model.js';

/** Section: rights by rule and state, and those that somebody should look at. */
export function rightsView(report: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { say } = speaker;
  const { rights } = report.totals.entitlements;
  const applied = rights.filter(({ total, states }) => total > states['not-applicable']);
  if (applied.length === 0) return { id: 'rights', blocks: [{ paragraphs: [say(otherWords.noRights)] }] };
  const list = report.lists.entitlements.rights;
  return {
    id: 'rights',
    intro: say(otherWords.rightsIntro),
    blocks: [
      totalsBlock(applied, rights.length - applied.length, speaker),
      ...(list.total === 0 ? [] : [listBlock(list, speaker)]),
    ],
  };
}

function totalsBlock(applied: readonly RightTotals[], idle: number, speaker: Speaker): BlockView {
  const { say } = speaker;
  const columns = [
    column(say(otherHeads.right), 66),
    column(say(otherHeads.total), 14, true),
    ...RIGHT_STATES.map((state) => column(say(rightStateTerms[state].name), state === 'lapsed' ? 19 : 15, true)),
  ];
  const group = (own: boolean): RowView[] => {
    const of = applied.filter((right) => right.own === own);
    if (of.length === 0) return [];
    const head: RowView = {
      kind: 'group',
      cells: [{ text: say(own ? otherWords.ours : otherWords.theirs), span: columns.length }],
    };
    return [
      head,
      ...of.map((right) => row([ruleCell(right, right.unverified > 0, speaker), ...counts(right, speaker)])),
    ];
  };
  return {
    heading: say(otherWords.rightsByRule),
    table: {
      caption: say(otherWords.rightsByRule),
      columns,
      rows: [...group(true), ...group(false)],
      ...(idle > 0 && { remark: say(otherRemarks.idle(idle)) }),
    },
  };
}

function counts({ total, states, usedLate }: RightTotals, { say }: Speaker): CellView[] {
  return [
    number(total),
    ...RIGHT_STATES.map((state): CellView => {
      const cell = number(states[state], state === 'indeterminate' ? 'unknown' : undefined);
      return state === 'lapsed' && usedLate > 0 ? { ...cell, small: say(otherRemarks.usedLate(usedLate)) } : cell;
    }),
  ];
}

/** A rule's title with its instrument and article, marked where nobody has checked it. */
export function ruleCell(key: NamedRuleKey, isUnverified: boolean, speaker: Speaker): CellView {
  const marks = isUnverified ? [speaker.say(words.unverified)] : [];
  return { text: speaker.ruleTitle(key), small: speaker.details([speaker.cite(key), ...marks]) };
}

function listBlock(list: AuditReport['lists']['entitlements']['rights'], speaker: Speaker): BlockView {
  const { say } = speaker;
  const cells = ({ complaint, right }: RightRow): CellView[] => [
    data(complaint, occurrenceOf(right, speaker)),
    stateCell(right, speaker),
    text(right.until && speaker.time(right.until, right), right.until === undefined ? 'muted' : undefined),
    text(clip(givesText(right, speaker))),
  ];
  const columns = [
    column(say(heads.complaint), 46),
    column(say(otherHeads.state), 30),
    column(say(otherHeads.until), 30),
    column(say(otherHeads.gives), 68),
  ];
  const groupRow = ([first]: readonly RightRow[]): RowView => ({
    kind: 'group',
    cells:
      first === undefined
        ? []
        : [{ ...ruleCell(first.right, first.right.unverified === true, speaker), span: columns.length }],
  });
  const groups = Map.groupBy(list.rows, ({ right }) => keyOf(right));
  return {
    heading: say(otherWords.rightsListed),
    table: {
      caption: say(otherWords.rightsListed),
      columns,
      rows: [...groups.values()].flatMap((found) => [groupRow(found), ...found.map((one) => row(cells(one)))]),
      remark: cutRemark(list, remarks.cut, speaker),
    },
  };
}

/** Of which occurrence it is, and what of it the parties dispute. */
function occurrenceOf({ occurrence, disputed, ...right }: RightFinding, speaker: Speaker): string | undefined {
  const answers = disputed?.states.map((state) => rightStateTerms[state].name) ?? [];
  const parts = [
    ...(occurrence === undefined ? [] : [`${speaker.name(occurrence.type)} ${speaker.time(occurrence.at, right)}`]),
    ...(disputed === undefined ? [] : disputeOf(disputed.facts, answers, speaker)),
  ];
  return parts.length === 0 ? undefined : clip(speaker.details(parts));
}

function stateCell(right: RightFinding, { say, time }: Speaker): CellView {
  const { usedLate, state } = right;
  if (usedLate !== undefined) return { text: say(usedLateText), small: time(usedLate, right), tone: 'unknown' };
  return text(say(rightStateTerms[state].name), state === 'indeterminate' ? 'unknown' : undefined);
}

/** What a right gives, or what is missing to know it. */
function givesText({ gives, missing }: RightFinding, speaker: Speaker): string {
  const given = gives.map((one) => givenText(one, speaker));
  const facts = missing.map(({ name }) => speaker.name(name));
  const lacking = facts.length === 0 ? [] : [speaker.say(otherRemarks.missing(speaker.list([...new Set(facts)])))];
  const parts = [...given, ...lacking];
  return parts.length === 0 ? '–' : parts.join(speaker.language === 'zh' ? '；' : '; ');
}

function givenText(given: Given, speaker: Speaker): string {
  if ('oneOf' in given) return speaker.say(otherRemarks.oneOf(given.oneOf.map((one) => givenText(one, speaker))));
  const { remedy, amount, upTo, paidBy, missing = [] } = given;
  const bound = upTo && amountText(upTo, speaker);
  const facts = missing.map(({ name }) => speaker.name(name));
  return [
    speaker.name(remedy),
    ...(amount ? [amountText(amount, speaker)] : []),
    ...(bound === undefined ? [] : [speaker.say(otherRemarks.upTo(bound))]),
    ...(paidBy === undefined ? [] : [speaker.say(otherRemarks.paidBy(speaker.name(paidBy)))]),
    ...(facts.length === 0 ? [] : [speaker.say(otherRemarks.missing(speaker.list(facts)))]),
  ].join(' ');
}

function amountText(found: AmountFound, speaker: Speaker): string {
  const money = ({ amount, currency }: { readonly amount: string; readonly currency: string }) =>
    `${amount} ${currency}`;
  if (found.kind === 'exact') return money(found.amount);
  const { atLeast, atMost } = found;
  const known = [
    ...(atLeast ? [speaker.say(otherRemarks.atLeast(money(atLeast)))] : []),
    ...(atMost ? [speaker.say(otherRemarks.atMost(money(atMost)))] : []),
  ];
  const bounds = known.length === 0 ? speaker.say(otherRemarks.unknownAmount()) : speaker.details(known);
  const facts = found.missing.map(({ name }) => speaker.name(name));
  return facts.length === 0
    ? bounds
    : speaker.details([bounds, speaker.say(otherRemarks.missing(speaker.list(facts)))]);
}
