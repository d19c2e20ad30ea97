import { RedressError, type Fault } from '../errors.js';
import type { Complaint } from '../rules/complaint.js';
import { changed, type Change } from '../rules/explain/change.js';
import { factValueFault } from '../rules/facts/fact-value-errors.js';
import { parseEventTime, parseReading } from '../rules/facts/fact-value.js';
import { hint } from '../rules/nearest.js';
import type { PolicySet } from '../rules/policy/policy.js';
import { explainFault } from './explain-errors.js';

/**
 * The complaint as it would be: `fact=value`, `event=time`, `event=none`. Throws a RedressError with every name and value that does not
 * exist, each with the supposition that it stands in.
 */
export function supposed(complaint: Complaint, texts: readonly string[], set: PolicySet): Complaint {
  const faults: Fault[] = [];
  const result = texts.reduce((before, text) => {
    const read = changesOf(text, before, set);
    if ('problem' in read) faults.push(read.problem);
    return 'problem' in read ? before : changed(before, read.changes, undefined);
  }, complaint);
  if (faults.length > 0) throw new RedressError(faults);
  return result;
}

type Read = { readonly changes: readonly Change[] } | { readonly problem: Fault };

function changesOf(text: string, complaint: Complaint, { vocabulary }: PolicySet): Read {
  const [, name = '', raw = ''] = /^([^=]+)=(.+)$/su.exec(text) ?? [];
  if (name === '') return { problem: explainFault('explain.not_a_supposition', { text: text.slice(0, 60) }) };
  const fact = vocabulary.facts.get(name);
  if (fact !== undefined) {
    const isWord = fact.type === 'word' && fact.values?.includes('none') !== false;
    const given = raw === 'none' && !isWord ? { none: true } : scalar(raw, fact.type);
    const parsed = parseReading(fact.type, given, fact.values);
    return 'problem' in parsed
      ? { problem: factValueFault(parsed.problem.code, parsed.problem.data, placeOf(name)) }
      : { changes: [{ kind: 'fact', fact: name, to: parsed.value }] };
  }
  if (vocabulary.events.has(name)) return eventChanges(name, raw, complaint);
  const known = [...vocabulary.facts.keys(), ...vocabulary.events.keys()];
  return { problem: explainFault('explain.unknown_name', { name: name.slice(0, 60), hint: hint(name, known) }) };
}

/** Where a supposition stands: on the command line. */
function placeOf(name: string) {
  return { file: '--suppose', path: name };
}

function eventChanges(type: string, raw: string, { events }: Complaint): Read {
  const there = events.filter((event) => event.type === type);
  if (raw === 'none') return { changes: there.map((event) => ({ kind: 'event-removed', event })) };
  const parsed = parseEventTime(raw);
  if ('problem' in parsed) return { problem: factValueFault(parsed.problem.code, parsed.problem.data, placeOf(type)) };
  const [first] = there;
  if (first !== undefined) return { changes: [{ kind: 'event-moved', event: first, to: parsed.value }] };
  return { changes: [{ kind: 'event-added', event: { id: `supposed ${type}`, type, at: parsed.value, data: {} } }] };
}

/** As YAML would read it, where the fact is no word or text. */
function scalar(raw: string, type: string): unknown {
  if (type === 'words') return raw.split(',').map((word) => word.trim());
  if (type === 'yes-no') return raw === 'yes' || raw === 'true' ? true : raw === 'no' || raw === 'false' ? false : raw;
  return type === 'number' && raw.trim() !== '' && Number.isFinite(Number(raw)) ? Number(raw) : raw;
}
