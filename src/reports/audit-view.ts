import type { Language, Text } from '../errors.js';
import type { AuditReport } from './audit-report.js';
import type { Coverage } from './printing/coverage.js';
import { printableAll, type Replaced } from './printing/printable.js';
import { shortTime } from './texts/dates.js';
import { formatCount } from './texts/numbers.js';
import { askedText } from './texts/database-texts.js';
import { otherWords } from './texts/entitlement-report-texts.js';
import { populationWords, words } from './texts/report-texts.js';
import { atRiskView, lateView, notJudgedView, requirementsView } from './view/findings-view.js';
import { charactersView, glossaryView, methodView, rejectedView, signOffView } from './view/method-view.js';
import { apartView } from './view/population-view.js';
import { setApprovalText } from './view/set-approval.js';
import { notesView } from './view/notes-view.js';
import { answerView } from './view/page-one.js';
import { escalationsView, retentionView } from './view/retention-view.js';
import { rulesView, ruleWords } from './view/rules-view.js';
import { rightsView } from './view/rights-view.js';
import { othersView, resultsView } from './view/results-view.js';
import { speakerOf, type Speaker } from './view/speaker.js';
import { toAssessView, unverifiedView, waiversView } from './view/waivers-view.js';
import type { AuditView, SectionView } from './view/view-model.js';

/**
 * A report in one language, ready for the template. Characters that `coverage` lacks are replaced by their number,
 * counted, and listed at the end.
 */
export function auditView(report: AuditReport, language: Language, coverage: Coverage): AuditView {
  const speaker = speakerOf(report, language);
  const replaced: Replaced = new Map();
  const whole = wholeView(report, speaker);
  // The title is not printed: what no face has stays in it, and is not counted.
  const view = {
    ...printableAll({ ...whole, documentTitle: '' }, coverage, replaced),
    documentTitle: whole.documentTitle,
  };
  const characters = charactersView(replaced, speaker);
  if (characters === undefined) return view;
  const title = numbered(view.sections.length + 1, speaker.say(words.characters), language);
  return { ...view, sections: [...view.sections, { ...characters, title }] };
}

function wholeView(report: AuditReport, speaker: Speaker): AuditView {
  const { language, say } = speaker;
  return {
    language,
    locale: language === 'zh' ? 'zh-CN' : 'en',
    title: say(words.title),
    documentTitle: speaker.details([say(words.title), say(report.generatedFor.organisation), judgedOn(report)]),
    organisation: say(report.generatedFor.organisation),
    assessment: say(words.assessment),
    ofPages:
      language === 'zh'
        ? { before: `${judgedOn(report)} · 第 `, between: ' 页，共 ', after: ' 页' }
        : { before: `${judgedOn(report)} · Page `, between: ' of ', after: '' },
    facts: factsOf(report, speaker),
    answer: answerView(report, speaker),
    sections: sectionsOf(report, speaker),
    signOff: signOffView(speaker),
  };
}

function judgedOn({ atText }: AuditReport): string {
  return atText.slice(0, 10);
}

function factsOf(report: AuditReport, { say, zone }: Speaker): AuditView['facts'] {
  const { source, policySet, totals } = report;
  const fact = (label: Text, text: string) => ({ label: say(label), text });
  const judged = formatCount(totals.complaints);
  const about =
    source.kind === 'file'
      ? [
          fact(words.complaintsJudged, judged),
          fact(words.rowsReadRejected, `${formatCount(source.rowsRead)} / ${formatCount(source.rowsRejected)}`),
        ]
      : [
          fact(populationWords.asked, say(askedText(source.asked))),
          fact(populationWords.judgedOrNot, `${judged} / ${formatCount(source.population - totals.complaints)}`),
        ];
  return [
    fact(words.judgedAsAt, `${shortTime({ kind: 'instant', at: report.at }, zone)} (${report.zone})`),
    ...about,
    { label: say(words.policySet), data: policySet.digest.slice(0, 16) },
    { ...fact(words.approval, say(setApprovalText(report))), wide: true },
  ];
}

/** The sections in order. Those that explain dates come before the method, which lists the sources they point to. */
function sectionsOf(report: AuditReport, speaker: Speaker): SectionView[] {
  const sections: readonly (readonly [Text, Omit<SectionView, 'title'>])[] = [
    [words.results, resultsView(report, speaker)],
    [words.late, lateView(report, speaker)],
    [words.requirements, requirementsView(report, speaker)],
    [words.atRisk, atRiskView(report, speaker)],
    [words.notJudged, notJudgedView(report, speaker)],
    [otherWords.toAssess, toAssessView(report, speaker)],
    [otherWords.waivers, waiversView(report, speaker)],
    [otherWords.rights, rightsView(report, speaker)],
    [otherWords.retention, retentionView(report, speaker)],
    [otherWords.escalations, escalationsView(report, speaker)],
    [otherWords.unverifiedUsed, unverifiedView(report, speaker)],
    [words.others, othersView(report, speaker)],
    report.source.kind === 'file'
      ? [words.rejected, rejectedView(report, speaker)]
      : [populationWords.apart, apartView(report, speaker)],
    [words.notes, notesView(report, speaker)],
    [ruleWords.title, rulesView(report, speaker)],
    [words.method, methodView(report, speaker)],
    [words.glossary, glossaryView(speaker)],
  ];
  return sections.map(([title, section], place) => ({
    ...section,
    title: numbered(place + 1, speaker.say(title), speaker.language),
  }));
}

function numbered(place: number, title: string, language: Language): string {
  return language === 'zh' ? `${place}　${title}` : `${place}  ${title}`;
}
