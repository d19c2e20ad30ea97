import type { z } from 'zod';
import type { Fault, Text } from '../../errors.js';
import { allRules } from '../../rules/analysis/all-rules.js';
import { comparePaths } from '../../rules/policy/policy-files.js';
import { digestOf } from '../../rules/policy/read-file.js';
import type { Policy, PolicySet } from '../../rules/policy/policy.js';
import type { WordSection } from '../../rules/policy/vocabulary-types.js';
import { formatDay } from '../../rules/time/day.js';
import { formatInstant } from '../../rules/time/parse-time.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Instant } from '../../rules/values.js';
import { approvalText, type SetApproval } from '../../texts/approval-texts.js';
import { sentenceOf, sentenceOfPolicy } from '../../texts/sentences/sentence-of.js';
import type { folderDto, inForceDto, setDto, setsDto, vocabularyDto } from './policies.dto.js';
import type { SetDiff } from './policy-set-diff.js';
import { filesOf, type SetTexts, type StoredSet } from './stored-set.js';

type View<Dto extends z.ZodType> = z.infer<Dto>;
type Listed = View<typeof setsDto>['sets'][number];

/** Writes instants: in the zone of the organisation, or in UTC while no organisation is known. */
export type InstantText = (at: Instant) => string;

/** How instants are written: in the zone of the organisation, or in UTC where no set tells one. */
export function instantTextOf(set: PolicySet | undefined): InstantText {
  if (set === undefined) return (at) => new Date(at).toISOString();
  const zone = zoneOf(set.organisation.zone);
  return (at) => formatInstant(at, zone);
}

/** What stands beside the set in force. */
export interface InForceFacts {
  readonly rejudged: View<typeof inForceDto>['rejudged'];
  readonly approval: SetApproval;
  /** Of each waiver, by its id. */
  readonly waivers: ReadonlyMap<string, SetApproval>;
  readonly solo: boolean;
}

/** The set in force with its policies in sentences. */
export function inForceView(
  set: PolicySet,
  { number, digest, takenAt, reason }: StoredSet,
  { rejudged, approval, waivers, solo }: InForceFacts,
): View<typeof inForceDto> {
  return {
    number,
    digest,
    taken_at: instantTextOf(set)(takenAt),
    ...approvalView(approval),
    reason: reason ?? null,
    solo,
    policies: set.policies.map((policy) => policyView(policy, set)),
    waivers: set.waivers.map(({ id, title, rule, reason: why, from, through }) => {
      const own = waivers.get(id) ?? approval;
      const days = { from: formatDay(from), through: formatDay(through) };
      return { id, title, rule, reason: why, ...days, since_set: own.set, ...approvalView(own) };
    }),
    rejudged,
  };
}

/** Who wrote and approved a set, as answers say it. */
export function approvalView(
  approval: SetApproval,
): Pick<Listed, 'author' | 'author_name' | 'approver' | 'approver_name' | 'approval'> {
  const { author, approver, state } = approval;
  return {
    author: author.actor,
    author_name: author.name ?? null,
    approver: approver?.actor ?? null,
    approver_name: approver?.name ?? null,
    approval: { state, by_second_person: state === 'approved', text: approvalText(approval) },
  };
}

function policyView(policy: Policy, set: PolicySet): View<typeof inForceDto>['policies'][number] {
  const { id, title, source, status, inForce, binds, file, digest } = policy;
  const { instrumentText, instrument, rank, checked, url } = source;
  return {
    id,
    version: formatDay(inForce.from),
    title,
    source: {
      instrument,
      ...(instrumentText && { instrument_text: instrumentText }),
      rank,
      ...(checked !== undefined && { checked }),
      ...(url !== undefined && { url }),
    },
    status,
    in_force: {
      from: formatDay(inForce.from),
      ...(inForce.through !== undefined && { through: formatDay(inForce.through) }),
    },
    binds,
    file,
    digest,
    sentence: sentenceOfPolicy(policy, set),
    rules: allRules(policy).map((rule) => ({
      id: rule.id,
      kind: rule.kind,
      title: rule.title,
      status: rule.status,
      sentence: sentenceOf(rule, policy, set),
    })),
  };
}

/** A set in a list: without its files. */
export function listedView(
  { number, digest, takenAt, reason, diff }: Omit<StoredSet, 'texts'>,
  approval: SetApproval,
  when: InstantText,
): Listed {
  return {
    number,
    digest,
    taken_at: when(takenAt),
    ...approvalView(approval),
    reason: reason ?? null,
    diff: diffView(diff),
  };
}

/** What is stored is plain JSON of the shape of the answer, in which only `readonly` is missing. */
export function diffView(diff: SetDiff | undefined): Listed['diff'] {
  return (diff ?? null) as Listed['diff'];
}

/** A set with its files, and the digest of each. */
export function setView(stored: StoredSet, approval: SetApproval, when: InstantText): View<typeof setDto> {
  return { ...listedView(stored, approval, when), files: filesView(stored.texts) };
}

export function filesView(texts: SetTexts): View<typeof setDto>['files'] {
  return filesOf(texts).map(({ file, text }) => ({ file, digest: digestOf(text), text }));
}

/** A fault of the folder, with its place flat beside its code. */
export function faultView({ code, place, cause, remedy }: Fault): View<typeof folderDto>['faults'][number] {
  const { file, line, column, path } = place ?? {};
  return {
    code,
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(path !== undefined && { path }),
    cause,
    remedy,
  };
}

/** Everything that may be recorded, in the order of the names. */
export function vocabularyView({ vocabulary }: PolicySet, set: number): View<typeof vocabularyDto> {
  const { events, facts, duties, claims, parties } = vocabulary;
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => comparePaths(a.id, b.id);
  return {
    set,
    events: [...events.values()]
      .sort(byId)
      .map(({ id, title, data }) => ({ id, title, data: data === 'any' ? data : [...data] })),
    facts: [...facts.values()].sort(byId).map(({ id, type, title, values, changes, personal }) => ({
      id,
      type,
      title,
      ...(values && { values: [...values] }),
      changes,
      personal,
    })),
    duties: [...duties],
    claims: [...claims],
    parties: [...parties],
    titles: titlesView(vocabulary),
  };
}

/** What words are called that policies and complaints use without declaring them. */
function titlesView({ wordTitles }: PolicySet['vocabulary']): View<typeof vocabularyDto>['titles'] {
  const titles = (section: WordSection): Record<string, Text> => Object.fromEntries(wordTitles?.[section] ?? []);
  return { remedies: titles('remedies'), records: titles('records'), roles: titles('roles'), words: titles('words') };
}
