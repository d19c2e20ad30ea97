import type { Fault } from '../../errors.js';
import type { LogLine } from '../../http/log-line.js';

/**
 * What became of the folder: its content is another set in force; it says something else than the set in force and somebody has to propose
 * it; or it has faults and the last good set stays.
 */
export type FolderNews =
  | { readonly kind: 'taken'; readonly number: number; readonly digest: string }
  | { readonly kind: 'differs'; readonly digest: string }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

/** How what the folder says comes into force. */
const howToPropose = 'redress policy propose, POST /api/policies/proposals';

/** The news as a line of the log. */
export function newsLine(news: FolderNews): LogLine {
  if (news.kind === 'taken') return { event: 'policies-taken', set: news.number, digest: news.digest };
  if (news.kind === 'differs') return { event: 'policies-differ', digest: news.digest, propose: howToPropose };
  const codes = [...new Set(news.faults.map(({ code }) => code))].sort().join(' ');
  const files = [...new Set(news.faults.flatMap(({ place }) => place?.file ?? []))].sort().join(' ');
  return { event: 'policies-faulty', level: 'warn', faults: news.faults.length, codes, files };
}
