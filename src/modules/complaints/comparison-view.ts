import type { z } from 'zod';
import type { LineDifference } from '../../rules/analysis/compare-judgements.js';
import type { Judgement } from '../../rules/judge/judgement.js';
import { formatInstant } from '../../rules/time/parse-time.js';
import { axisTexts, causeText } from '../../texts/axis-texts.js';
import { wordsOf } from '../../texts/word.js';
import { escalationView, recordsView, retentionView, rightView } from '../judgements/entitlement-views.js';
import { findingView } from '../judgements/finding-view.js';
import { outcomeWords } from '../judgements/judgement-words.js';
import { indexOf } from '../judgements/set-index.js';
import type { comparisonDto } from './comparison.dto.js';
import type { ComplaintId } from './complaint-id.js';
import type { Compared, Side } from './judgement-sides.js';
import { isDescription } from './observed.js';
import { resultOf } from './stored-judgement.js';

export type ComparisonView = z.infer<typeof comparisonDto>;

const axisWords = wordsOf(axisTexts);

interface Sides {
  readonly before: Side;
  readonly after: Side;
}

/** Two judgements of a complaint side by side: each line in the words of the set by which it was judged. */
export function comparisonView(
  complaint: ComplaintId,
  { before, after }: Sides,
  compared: Compared,
  isRepeatable: boolean,
): ComparisonView {
  const { comparison, axes } = compared;
  return {
    complaint,
    before: sideView(before, compared.before),
    after: sideView(after, compared.after),
    ...(isRepeatable ? {} : { unrepeatable: true as const }),
    axes: axes.map((axis) => axisWords[axis]),
    differences: differencesView({ before, after }, comparison),
  };
}

/** Each kind of line in its own shape, on either side in the words of that side's set. */
function differencesView({ before, after }: Sides, comparison: Compared['comparison']): ComparisonView['differences'] {
  const [was, is] = [indexOf(before.set), indexOf(after.set)];
  return {
    findings: comparison.findings.map((each) =>
      differenceView(
        each,
        (line) => findingView(line, was),
        (line) => findingView(line, is),
      ),
    ),
    rights: comparison.rights.map((each) =>
      differenceView(
        each,
        (line) => rightView(line, was),
        (line) => rightView(line, is),
      ),
    ),
    retention: comparison.retention.map((each) =>
      differenceView(
        each,
        (line) => retentionView(line, was),
        (line) => retentionView(line, is),
      ),
    ),
    records: comparison.records.map((each) => differenceView(each, recordsView, recordsView)),
    escalations: comparison.escalations.map((each) =>
      differenceView(
        each,
        (line) => escalationView(line, was, before.at),
        (line) => escalationView(line, is, after.at),
      ),
    ),
  };
}

function sideView({ known, knownAt, set, number, at }: Side, judgement: Judgement): ComparisonView['before'] {
  const { zone } = indexOf(set);
  const { outcome, digest } = resultOf(judgement);
  return {
    ...(knownAt !== undefined && { known_at: formatInstant(knownAt, zone) }),
    events: known.events.filter((event) => !isDescription(event)).length,
    set: { number, digest: set.digest },
    at: formatInstant(at, zone),
    outcome: outcomeWords[outcome],
    result: digest,
  };
}

function differenceView<Line, View>(
  { before, after, causes }: LineDifference<Line>,
  was: (line: Line) => View,
  is: (line: Line) => View,
) {
  return {
    before: before === undefined ? null : was(before),
    after: after === undefined ? null : is(after),
    causes: causes.map((cause) => cause.map((axis) => axisWords[axis])),
    cause: causeText(causes),
  };
}
