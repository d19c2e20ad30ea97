import { RedressError } from '../errors.js';
import type { Complaint } from '../rules/complaint.js';
import { changed, type Change } from '../rules/explain/change.js';
import { factValueFault } from '../rules/facts/fact-value-errors.js';
import { parseEventTime, parseReading } from '../rules/facts/fact-value.js';
import { hint } from '../rules/nearest.js';
import type { PolicySet } from '../rules/policy/policy.js';
import { explainFault } from './explain-errors.js';

/** The complaint as it would be: `fact=value`, `event=time`, `event=none`. Throws a RedressError for names and values that do not exist. */
export function supposed(complaint: Complaint, texts: readonly string[], set: PolicySet): Complaint {
  return texts.reduce((before, text) => changed(before, changesOf(text, before, set), undefined), complaint);
}

function changesOf(text: string, complaint: Complaint, { vocabulary }: PolicySet): readonly Change[] {
  const [, name = '', raw = ''] = /^([^=]+)=(.+)$/su.exec(text) ?? [];
  if (name === '') throw new RedressError([explainFault('explain.not_a_supposition', { text: text.slice(0, 60) })]);
  const fact = vocabulary.facts.get(name);
  if (fact !== undefined) {
    const parsed = parseReading(
      fact.type,
      raw === 'none' && fact.type !== 'word' ? { none: true } : scalar(raw, fact.type),
      fact.values,
    );
    if ('problem' in parsed) throw new RedressError([factValueFault(parsed.problem.code, parsed.problem.data)]);
    return [{ kind: 'fact', fact: name, to: parsed.value }];
  }
  const known = [...vocabulary.facts.keys(), ...vocabulary.events.keys()];
  if (!vocabulary.events.has(name))
    throw new RedressError([
      explainFault('explain.unknown_name', { name: name.slice(0, 60), hint: hint(name, known) }),
    ]);
  return eventChanges(name, raw, complaint);
}

function eventChanges(type: string, raw: string, { events }: Complaint): readonly Change[] {
  const there = events.filter((event) => event.type === type);
  if (raw === 'none') return there.map((event) => ({ kind: 'event-removed', event }));
  const parsed = parseEventTime(raw);
  if ('problem' in parsed) throw new RedressError([factValueFault(parsed.problem.code, parsed.problem.data)]);
  const [first] = there;
  if (first !== undefined) return [{ kind: 'event-moved', event: first, to: parsed.value }];
  return [{ kind: 'event-added', event: { id: `supposed ${type}`, type, at: parsed.value, data: {} } }];
}

/** As YAML would read it, where the fact is no word or text. */
function scalar(raw: string, type: string): unknown {
  if (type === 'words') return raw.split(',').map((word) => word.trim());
  if (type === 'yes-no') return raw === 'yes' || raw === 'true' ? true : raw === 'no' || raw === 'false' ? false : raw;
  return type === 'number' && raw.trim() !== '' && Number.isFinite(Number(raw)) ? Number(raw) : raw;
}
