import type { Text } from '../../errors.js';
import type { AuditReport, AuditSource, DutyClass, MissingTotals, RuleTotals, Standing } from '../audit-report.js';
import { STANDINGS } from '../standing.js';
import { answers, type LegalScope } from '../texts/answer-texts.js';
import { missingTerms, outcomeTerms, standingTerms } from '../texts/glossary-texts.js';
import { formatCount } from '../texts/numbers.js';
import { words } from '../texts/report-texts.js';
import { column, number, row, text } from './cells.js';
import type { Speaker } from './speaker.js';
import type { AnswerView, ChartData, ListView, RowView, TableView, Tone } from './view-model.js';

/** Causes and missing facts that page one has room for. */
const MOST_ITEMS = 3;
const MOST_BARS = 5;

/** Page one: are we lawful, what is late and why, what could not be judged, and one picture. */
export function answerView(report: AuditReport, speaker: Speaker): AnswerView {
  const { verdict, tone } = verdictOf(report);
  return {
    question: speaker.say(words.areWeLawful),
    verdict: speaker.say(verdict),
    tone,
    qualifications: qualifications(report, verdict).map(speaker.say),
    standing: standingTable(report, speaker),
    late: lateList(report, speaker),
    unknown: unknownList(report, speaker),
    picture: {
      title: speaker.say(words.picture),
      empty: speaker.say(nothing(report, words.noPicture)),
      chart: chartData(report, speaker),
    },
  };
}

/**
 * The one sentence about our legal duties. "Yes" only where duties applied, every one could be judged by a checked text, every row
 * was read, and something has come due; each lesser case has its own words. It counts among the complaints to which a legal
 * duty applied: the others were neither lawful nor unlawful.
 */
export function verdictOf({ totals, source }: AuditReport): { verdict: Text; tone: Tone } {
  const law = totals.own.standing.law;
  const all = totals.complaints;
  const scope: LegalScope = { all, under: all - law.none, broken: law.broken, unknown: law.unknown };
  if (all === 0) return { verdict: answers.nothingJudged(), tone: 'unknown' };
  if (law.broken > 0) return { verdict: answers.broken(scope), tone: 'broken' };
  if (law.unknown > 0) return { verdict: answers.unknown(scope), tone: 'unknown' };
  if (law['to-assess'] > 0) return { verdict: answers.toAssess(law['to-assess'], scope), tone: 'unknown' };
  if (scope.under === 0) {
    return { verdict: totals.own.unverified > 0 ? answers.noneChecked() : answers.noDuty(all), tone: 'unknown' };
  }
  const left = leftOut(source);
  if (left.count > 0) return { verdict: left.verdict, tone: 'unknown' };
  if (totals.own.unverified > 0) return { verdict: answers.unverified(), tone: 'unknown' };
  if (totals.own.unverifiedUsed > 0) return { verdict: answers.unverifiedUsed(), tone: 'unknown' };
  if (law.kept === 0) return { verdict: answers.nothingDue(scope), tone: 'neutral' };
  return { verdict: answers.kept(scope), tone: 'kept' };
}

/** What can be said where nothing was found: nothing of what was never asked. */
export function nothing({ totals }: AuditReport, found: Text): Text {
  if (totals.complaints === 0) return words.nothingWasJudged;
  return totals.own.findings === totals.own.outcomes['not-applicable'] ? words.noDutyApplied : found;
}

/** What has to be said beside the verdict, and is not said by it already. */
function qualifications({ totals, source }: AuditReport, verdict: Text): Text[] {
  const { standing, complaints, unverified, unverifiedUsed, provisional } = totals.own;
  const left = leftOut(source);
  const said: readonly [number, (value: number) => Text][] = [
    [standing.law.none < totals.complaints ? standing.law.none : 0, answers.noLegalDuty],
    [standing.law.broken > 0 ? complaints.unknown.law : 0, answers.alsoUnknown],
    // The verdict has said it already where it is about the same complaints.
    [
      complaints.toAssess === standing.law['to-assess'] && isAboutAssessing(totals.own.standing.law)
        ? 0
        : complaints.toAssess,
      answers.alsoToAssess,
    ],
    [standing.promise.broken, answers.promiseBroken],
    [complaints.waived, answers.waived],
    [complaints.unknown.promise, answers.promiseUnknown],
    [standing.law.kept > 0 || standing.law.broken > 0 ? standing.law.open : 0, answers.open],
    [left.verdict.en === verdict.en ? 0 : left.count, left.sentence],
    [source.kind === 'file' ? (source.withheld ?? 0) : 0, answers.withheld],
    [source.kind === 'database' ? source.erased : 0, answers.erased],
    [unverified, answers.notJudgedUnverified],
    [unverifiedUsed, answers.judgedUnverified],
    [provisional, answers.provisional],
  ];
  return said.filter(([value]) => value > 0).map(([value, sentence]) => sentence(value));
}

/** Whether what decides the verdict is that a person has yet to assess something. */
function isAboutAssessing(law: AuditReport['totals']['own']['standing']['law']): boolean {
  return law.broken === 0 && law.unknown === 0 && law['to-assess'] > 0;
}

/** What ought to have been judged and was not, with what is said of it as the verdict and beside one. */
function leftOut(source: AuditSource): { count: number; verdict: Text; sentence: (count: number) => Text } {
  if (source.kind === 'file') {
    const count = source.rowsRejected;
    return { count, verdict: answers.unread(count), sentence: answers.rowsUnread };
  }
  const count = source.skipped['receipt-unknown'];
  return { count, verdict: answers.unplaced(count), sentence: answers.notPlaced };
}

const STANDING_TONES: Readonly<Partial<Record<Standing, Tone>>> = {
  broken: 'broken',
  unknown: 'unknown',
  'to-assess': 'unknown',
  waived: 'unknown',
};

/** Where few complaints ever stand: a column only where one does. */
const RARE: readonly Standing[] = ['to-assess', 'waived'];

function standingTable({ totals }: AuditReport, { say }: Speaker): TableView {
  const { law, promise } = totals.own.standing;
  const shown = STANDINGS.filter((one) => !RARE.includes(one) || law[one] + promise[one] > 0);
  const extra = shown.length + RARE.length - STANDINGS.length;
  const line = (dutyClass: DutyClass, label: Text): RowView => {
    const counts = totals.own.standing[dutyClass];
    return row([
      text(say(label)),
      ...shown.map((standing) => number(counts[standing], STANDING_TONES[standing])),
      number(totals.complaints),
    ]);
  };
  return {
    caption: say(words.areWeLawful),
    columns: [
      column(say(words.complaintsBy), 48 - 2 * extra),
      ...shown.map((standing) => column(say(standingTerms[standing]), [22, 18, 16][extra] ?? 16, true)),
      column(say(words.total), 16, true),
    ],
    rows: [line('law', words.legalDuties), line('promise', words.promises)],
    remark: say(words.eachComplaintOnce),
  };
}

/** The rules with the most broken findings, legal duties first: that is what the reader is answerable for. */
function lateList(report: AuditReport, speaker: Speaker): ListView {
  const { totals } = report;
  const broken = totals.rules.filter((rule) => rule.own && rule.outcomes['non-compliant'] > 0);
  broken.sort(
    (a, b) => rankOf(a, speaker) - rankOf(b, speaker) || b.outcomes['non-compliant'] - a.outcomes['non-compliant'],
  );
  const rest = broken.length - MOST_ITEMS;
  return {
    title: speaker.say(words.whatIsLate),
    items: broken.slice(0, MOST_ITEMS).map((rule) => ({
      lead: ruleLead(rule, speaker),
      text: causeText(rule, speaker),
    })),
    rest:
      broken.length === 0
        ? speaker.say(nothing(report, words.nothingBroken))
        : rest > 0
          ? speaker.say(answers.moreRules(rest))
          : undefined,
  };
}

function rankOf(rule: RuleTotals, { index }: Speaker): number {
  return index.dutyClass(rule) === 'law' ? 0 : 1;
}

function ruleLead(rule: RuleTotals, speaker: Speaker): string {
  const period = speaker.index.rule(rule)?.period;
  const title = speaker.ruleTitle(rule);
  const within = period === undefined ? '' : speaker.say(period);
  const where = speaker.details([within, speaker.cite(rule)].filter((part) => part !== ''));
  return speaker.language === 'zh' ? `${title}（${where}）` : `${title} (${where})`;
}

function causeText(rule: RuleTotals, speaker: Speaker): string {
  const { outcomes, states, complaintsBroken, medianLate, longestLate } = rule;
  const late = states.overdue + states['done-late'];
  const parts: Text[] = [answers.cause(complaintsBroken)];
  if (states.overdue > 0) parts.push(answers.notDone(states.overdue));
  if (states['done-late'] > 0) parts.push(answers.doneLate(states['done-late']));
  if (outcomes['non-compliant'] > late) parts.push(answers.notMet(outcomes['non-compliant'] - late));
  if (medianLate !== undefined && longestLate !== undefined) parts.push(answers.delay(medianLate, longestLate));
  const [first, ...others] = parts.map(speaker.say);
  return speaker.language === 'zh' ? `${first}：${others.join('，')}。` : `${first}: ${others.join('; ')}.`;
}

function unknownList(report: AuditReport, speaker: Speaker): ListView {
  const { totals } = report;
  const missing = totals.missing.filter(({ own }) => own.findings > 0);
  const rest = missing.length - MOST_ITEMS;
  return {
    title: speaker.say(words.whatUnknown),
    items: missing
      .slice(0, MOST_ITEMS)
      .map((fact) => ({ lead: factLead(fact, speaker), text: factText(fact, speaker) })),
    rest:
      totals.own.outcomes.indeterminate === 0
        ? speaker.say(nothing(report, words.nothingUnknown))
        : rest > 0
          ? speaker.say(answers.moreFacts(rest))
          : undefined,
  };
}

function factLead(fact: MissingTotals, speaker: Speaker): string {
  const why = speaker.say(missingTerms[fact.why].why);
  const name = speaker.name(fact.name);
  return speaker.language === 'zh' ? `${name}（${why}）` : `${name} (${why})`;
}

function factText(fact: MissingTotals, speaker: Speaker): string {
  return speaker.join(
    [answers.waiting(fact.own.findings, fact.own.complaints), missingTerms[fact.why].cure].map(speaker.say),
  );
}

/** The order of the bars' parts: from dark to light, so that it reads in black and white. What is waived or to be assessed is no part. */
export const CHART_OUTCOMES = ['non-compliant', 'indeterminate', 'pending', 'compliant'] as const;

/** What is broken before what is not known, and that before all else: so the bars shown are those to look at. */
function gravityOf({ outcomes }: RuleTotals): number {
  if (outcomes['non-compliant'] > 0) return 0;
  return outcomes.indeterminate > 0 ? 1 : 2;
}

function chartData({ totals }: AuditReport, speaker: Speaker): ChartData {
  const applicable = totals.rules
    .filter((rule) => rule.own && CHART_OUTCOMES.some((outcome) => rule.outcomes[outcome] > 0))
    .sort(
      (a, b) =>
        gravityOf(a) - gravityOf(b) ||
        rankOf(a, speaker) - rankOf(b, speaker) ||
        b.outcomes['non-compliant'] - a.outcomes['non-compliant'] ||
        b.outcomes.indeterminate - a.outcomes.indeterminate ||
        b.findings - a.findings,
    );
  const values = (rule: RuleTotals): number[] => CHART_OUTCOMES.map((outcome) => rule.outcomes[outcome]);
  const first = applicable.length > MOST_BARS ? applicable.slice(0, MOST_BARS - 1) : applicable;
  const others = applicable.slice(first.length);
  const bars = first.map((rule) => ({ label: speaker.ruleTitle(rule), values: values(rule) }));
  if (others.length > 0) {
    const sums = others.map(values).reduce((sum, more) => sum.map((value, place) => value + (more[place] ?? 0)));
    const label = speaker.say(words.otherRules);
    const count = formatCount(others.length);
    bars.push({ label: speaker.language === 'zh' ? `${label}（${count}）` : `${label} (${count})`, values: sums });
  }
  return { bars, series: CHART_OUTCOMES.map((outcome) => speaker.say(outcomeTerms[outcome].name)) };
}
