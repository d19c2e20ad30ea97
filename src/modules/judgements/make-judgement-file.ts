import type { Complaint } from '../../rules/complaint.js';
import { questionsOf } from '../../rules/analysis/both-judges.js';
import { judge } from '../../rules/judge/judge.js';
import type { Receipt } from '../../rules/judge/judgement.js';
import { retractionType } from '../../rules/judge/timeline.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { kindOf } from '../../rules/policy/policy-files.js';
import type { PolicyText } from '../../rules/policy/read-file.js';
import type { FactValue, Instant, None } from '../../rules/values.js';
import { resultOf, type Result, type StoredReceipt } from '../complaints/stored-judgement.js';
import type { JudgementFile, Texts } from './judgement-file.js';

/** What a judgement was made from, with the texts that `set` was read from. */
export interface Judged {
  readonly complaint: Complaint;
  readonly at: Instant;
  readonly set: PolicySet;
  readonly texts: Texts;
  readonly receipt: Receipt & Partial<Pick<StoredReceipt, 'input'>>;
  readonly result: Result;
  readonly erased: readonly string[];
  /** Names that are personal besides those of its own set: by what is recorded, and by the set of now. */
  readonly personal?: ReadonlySet<string>;
}

/** The texts of a folder that a judgement can depend on: without mappings, schedules and tests. */
export function judgingTexts(files: readonly PolicyText[]): Texts {
  return Object.fromEntries(files.filter(({ file }) => kindOf(file) !== 'other').map(({ file, text }) => [file, text]));
}

/** Judges a complaint, and gives that with all it was made from. */
export function judgedBy(
  set: PolicySet,
  files: readonly PolicyText[],
  complaint: Complaint,
  how: { readonly at: Instant; readonly timeZoneData: string },
): Judged {
  const judgement = judge(set, complaint, how.at, { timeZoneData: how.timeZoneData });
  const result = resultOf(judgement);
  return { complaint, at: how.at, set, texts: judgingTexts(files), receipt: judgement.receipt, result, erased: [] };
}

/**
 * A judgement as a file. Personal facts stand in it only where `personal` allows it, and then only those that the judgement read; what
 * the judgement read and the file does not hold is named in `withheld`, for without it the judgement cannot be repeated.
 */
export function makeJudgementFile(judged: Judged, personal: boolean): JudgementFile {
  const { set, complaint, at, texts, receipt, result, erased } = judged;
  const file = (of: Complaint, withheld: readonly string[]): JudgementFile => {
    return { complaint: of, at, texts, receipt, result, withheld, erased };
  };
  const isPersonal = personalNames(judged);
  const without = (kept: ReadonlySet<string>): Complaint => withoutPersonal(complaint, isPersonal, kept);
  const says = (of: Complaint): string => resultOf(judge(set, of, at, { timeZoneData: receipt.timeZoneData })).digest;
  // Against what comes out here: what is stored may have been made by another engine, or from values that were erased since.
  const whole = says(complaint);
  const bare = without(new Set());
  if (says(bare) === whole) return file(bare, []);
  const present = personalIn(complaint, isPersonal);
  const read = new Set(questionsOf(set, complaint, at).flatMap(({ condition }) => [...condition.names]));
  const asked = present.filter((name) => read.has(name));
  const some = without(new Set(asked));
  // What is counted or added up is read too, and by no condition.
  const needed = says(some) === whole ? asked : present;
  return personal ? file(without(new Set(needed)), []) : file(bare, needed);
}

type Facts = Readonly<Record<string, FactValue | None>>;

/** The complaint without personal facts, but for those that are kept; nor with why something was taken back, which is free text. */
function withoutPersonal(complaint: Complaint, isPersonal: IsPersonal, kept: ReadonlySet<string>): Complaint {
  const filter = (facts: Facts, and: readonly string[] = []): Facts =>
    Object.fromEntries(
      Object.entries(facts).filter(([name]) => and.includes(name) || kept.has(name) || !isPersonal(name)),
    );
  const { our } = complaint;
  return {
    ...complaint,
    facts: filter(complaint.facts),
    events: complaint.events.map((event) => ({
      ...event,
      data: filter(event.data, event.type === retractionType ? ['event'] : []),
    })),
    ...(our === undefined ? {} : { our: filter(our, ['role']) }),
  };
}

type IsPersonal = (name: string) => boolean;

/** Which facts of a judgement are personal: what anything says is personal is, and whatever its vocabulary does not know may be. */
export function personalNames({
  set: { vocabulary },
  personal = new Set(),
}: Pick<Judged, 'set' | 'personal'>): IsPersonal {
  return (name) => personal.has(name) || (vocabulary.facts.get(name)?.personal ?? true);
}

/** Names of the facts of a complaint that are, or may be, personal. */
export function personalIn({ facts, events, our }: Complaint, isPersonal: IsPersonal): readonly string[] {
  const names = [facts, our ?? {}, ...events.map(({ data }) => data)].flatMap((each) => Object.keys(each));
  return [...new Set(names)].filter((name) => isPersonal(name) && name !== 'event' && name !== 'role').sort();
}
