import { deadline, judgementNeeded, requirement } from './rule-shape.js';
import { statement } from './section-shapes.js';
import type { Deadline, JudgementNeeded, Requirement, Rule } from './rule-types.js';
import type { Statement } from './statement-types.js';
import type { Moment } from './value-types.js';
import { readBase, readOwnDays, type RuleDefaults } from './read-base.js';
import { readClock } from './read-clock.js';
import { noCondition, readCondition } from './read-condition.js';
import { readRequired } from './read-intake.js';
import { noMoment, readMoment } from './read-moment.js';
import type { RawMoment } from './moment-shape.js';
import { readWarn } from './read-suspensions.js';
import { checkAnyName, report, type Reading } from './reading.js';
import { itemsIn } from './rule-refs.js';
import { rulesOf } from './rule-index.js';
import { entriesOf, fieldsOf, has, under, type Fields, type Spot } from './spot.js';
import { findPhrase } from '../reply/find-phrase.js';
import { sentencesOf } from '../reply/sentences.js';

/** All duties of a policy in the order of the file, the required facts of its intake among them. */
export function readRules(spot: Spot, defaults: RuleDefaults, reading: Reading): readonly Rule[] {
  const section = <T>(key: string, read: (id: string, at: Spot, defaults: RuleDefaults, reading: Reading) => T): T[] =>
    entriesOf(under(spot, key)).map(([id, each]) => read(id, each, defaults, reading));
  const rules: Rule[] = [
    ...section('deadlines', readDeadline),
    ...section('requirements', readRequirement),
    ...section('judgement-needed', readJudgementNeeded),
    ...readRequired(under(under(spot, 'intake'), 'required'), defaults, reading),
  ];
  return rules.sort((a, b) => a.line - b.line);
}

/** Reports two rules of one name: deadlines, rights and all other sections share one set of names. */
export function checkRuleNames(spot: Spot, reading: Reading): void {
  const taken = new Set<string>();
  for (const { id, spot: each } of rulesOf(spot)) {
    if (taken.has(id))
      report(reading, 'policy.rule_twice', { name: id }, each, id.startsWith('intake.') ? 'value' : 'key');
    taken.add(id);
  }
}

function readDeadline(id: string, spot: Spot, defaults: RuleDefaults, outside: Reading): Deadline {
  const fields = fieldsOf(deadline, spot);
  const { inForce, within: reading } = readOwnDays(fields['in-force'], spot, outside);
  const clock = readClock(fields, spot, defaults, has(spot, 'each'), reading);
  return {
    kind: 'deadline',
    ...readBase(id, fields, spot, defaults, reading),
    inForce,
    clock,
    done: optionalMoment(fields.done, under(spot, 'done'), reading) ?? noMoment,
    warn: readWarn(fields.warn, clock.period, under(spot, 'warn'), reading),
  };
}

function readRequirement(id: string, spot: Spot, defaults: RuleDefaults, outside: Reading): Requirement {
  const fields = fieldsOf(requirement, spot);
  const { inForce, within: reading } = readOwnDays(fields['in-force'], spot, outside);
  if (!has(spot, 'require')) report(reading, 'policy.conditions_missing', { key: 'require' }, spot, 'key');
  return {
    kind: 'requirement',
    ...readBase(id, fields, spot, defaults, reading),
    inForce,
    require: readCondition(under(spot, 'require'), reading) ?? noCondition,
  };
}

function readJudgementNeeded(id: string, spot: Spot, defaults: RuleDefaults, outside: Reading): JudgementNeeded {
  const fields = fieldsOf(judgementNeeded, spot);
  const { inForce, within: reading } = readOwnDays(fields['in-force'], spot, outside);
  const shows = fields.shows === undefined ? [] : itemsIn(fields.shows, under(spot, 'shows'));
  for (const [name, at] of shows) checkAnyName(name, at, reading);
  return {
    kind: 'judgement-needed',
    ...readBase(id, fields, spot, defaults, reading),
    inForce,
    asks: fields.asks ?? { en: '', zh: '' },
    from: optionalMoment(fields.from, under(spot, 'from'), reading),
    done: optionalMoment(fields.done, under(spot, 'done'), reading),
    shows: shows.map(([name]) => name),
  };
}

/** What letters must say. Reports a statement that names no letter. */
export function readStatements(spot: Spot, defaults: RuleDefaults, reading: Reading): readonly Statement[] {
  return entriesOf(spot).map(([id, each]) => readStatement(id, each, defaults, reading));
}

function readStatement(id: string, spot: Spot, defaults: RuleDefaults, outside: Reading): Statement {
  const fields = fieldsOf(statement, spot);
  const { inForce, within: reading } = readOwnDays(fields['in-force'], spot, outside);
  if (!has(spot, 'each')) report(reading, 'policy.key_missing', { key: 'each' }, spot, 'key');
  checkWording(fields, spot, reading);
  return {
    kind: 'statement',
    ...readBase(id, fields, spot, defaults, reading),
    inForce,
    saidBy: fields['said-by'] ?? { en: [], zh: [] },
    ...(fields.wording === undefined ? {} : { wording: fields.wording }),
  };
}

/** Reports a wording that nobody would take for the statement: `redress reply check` would miss it in our own letter. */
function checkWording(
  { wording, 'said-by': saidBy }: Fields<typeof statement>,
  spot: Spot,
  reading: Pick<Reading, 'faults'>,
): void {
  if (wording === undefined || saidBy === undefined) return;
  for (const language of ['en', 'zh'] as const)
    if (findPhrase(sentencesOf(wording[language]), { en: [], zh: [], [language]: saidBy[language] }) === undefined)
      report(reading, 'policy.wording_says_nothing', { language }, under(under(spot, 'wording'), language));
}

function optionalMoment(raw: RawMoment | undefined, spot: Spot, reading: Reading): Moment | undefined {
  return raw === undefined ? undefined : readMoment(raw, spot, reading);
}
