import type { Text } from '../errors.js';
import type { Answer } from '../rules/explain/answers.js';
import { formatDay } from '../rules/time/day.js';
import { formatTime } from '../rules/time/parse-time.js';
import { cameText } from './change-texts.js';
import { partsOf, type Words } from './explained-line.js';
import { remarksOf } from './explained-remarks.js';
import { clauses, quoted } from './sentences/phrase.js';

/** What an answer came to with its dates in one line, and what else must be known of it, a line each. */
export interface CameTexts {
  readonly line: Text;
  readonly remarks: readonly Text[];
}

/** What a rule of any section came to, in words. */
export function cameTexts({ found, came, about, explained }: Answer, words: Words): CameTexts {
  const line = clauses([cameText(came), ...partsOf(found, words)]);
  return { line, remarks: [...placeTexts(about, words), ...versionTexts(explained), ...remarksOf(found, words)] };
}

/** Which version was asked, and the day that picked it. */
function versionTexts(explained: Answer['explained']): readonly Text[] {
  const { day, policy } = explained ?? {};
  if (day === undefined || policy === undefined) return [];
  const [picked, from] = [formatDay(day), formatDay(policy.inForce.from)];
  return [
    { en: `by the version in force from ${from}, as of ${picked}`, zh: `依 ${from} 起施行的版本，以 ${picked} 为准` },
  ];
}

/** On which occurrence and in which round. */
function placeTexts({ occurrence, round }: Answer['about'], { titles, zone }: Words): readonly Text[] {
  const name = occurrence && quoted(titles.name(occurrence.type));
  const at = occurrence && formatTime(occurrence.at, zone);
  return [
    ...(name === undefined ? [] : [{ en: `on ${name.en} of ${at}`, zh: `针对 ${at} 的${name.zh}` }]),
    ...(round === undefined || round < 2 ? [] : [{ en: `round ${round}`, zh: `第 ${round} 轮` }]),
  ];
}
