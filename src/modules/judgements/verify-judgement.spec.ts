import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { time } from '../../../test/support/builders.js';
import { load, policyHead, usualFiles } from '../../../test/support/policy-files.js';
import { RedressError } from '../../errors.js';
import { canonical, type Json } from '../../ledger/canonical.js';
import type { Complaint } from '../../rules/complaint.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { comparePaths } from '../../rules/policy/policy-files.js';
import { judgedBy, makeJudgementFile } from './make-judgement-file.js';
import { readJudgementFile, writeJudgementFile } from './judgement-file.js';
import { verifyJudgement, type Verification } from './verify-judgement.js';

const body = `version-by: received
deadlines:
  answer:
    from: received
    within: 7 working days
    done: accepted
    when: { all: [{ fact: urgency, operator: equal, value: urgent }] }
    cite: art. 1
  close:
    from: accepted
    within: 1 months
    done: closed
requirements:
  named: { require: { all: [{ fact: complainant_name, operator: known, value: true }] } }
`;
const texts = { ...usualFiles, 'example.yaml': policyHead + body };
const files = Object.entries(texts)
  .map(([file, text]) => ({ file, text }))
  .sort((a, b) => comparePaths(a.file, b.file));

const instant = Date.UTC(2026, 2, 20, 1, 2, 3, 4);
const complaint: Complaint = {
  id: 'A-1',
  facts: {
    urgency: 'urgent',
    price: { kind: 'money', amount: '12.50', currency: 'CNY' },
    complainant_name: '张三丰',
    delivered_on: time('2026-02-01'),
    promised_period: { kind: 'duration', count: 1, unit: 'working days' },
    replied_at: { kind: 'none' },
  },
  events: [
    { id: 'e1', type: 'received', at: time('2026-03-02'), data: {}, ref: 'r' },
    {
      id: 'e2',
      type: 'accepted',
      at: time('2026-03-10T09:00:00.123+08:00'),
      recordedAt: 7,
      data: { our_complaint: true },
    },
    { id: 'e3', type: 'event-retracted', at: time('2026-03-11'), data: { event: 'e9', reason: '误录' } },
  ],
  observed: new Set(['received', 'accepted', 'closed', 'event-retracted']),
  register: { at: instant, values: { repeats: 2 } },
};

const setOf = (): PolicySet => {
  const { set, faults } = load({ 'example.yaml': texts['example.yaml'] });
  if (set === undefined) throw new Error(JSON.stringify(faults));
  return set;
};
const textOf = (personal: boolean, of: Complaint = complaint): string =>
  writeJudgementFile(makeJudgementFile(judgedBy(setOf(), files, of, { at: instant, timeZoneData: '2026a' }), personal));
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const verified = (text: string): Promise<Verification> => verifyJudgement(readJudgementFile(bytesOf(text)), '2026a');
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'read';
  } catch (error) {
    if (error instanceof RedressError) return error.faults[0]?.code ?? '';
    throw error;
  }
};
/** What a forger has in hand: JSON that may be written to. */
type Open = Json | Open[] | { [key: string]: Open };
type Forge = (file: Open) => void;

const at = (file: Open, ...path: readonly (string | number)[]): Open =>
  path.reduce<Open>(
    (value, key) => Object.entries(value as object).find(([each]) => each === String(key))?.[1] as Open,
    file,
  );
const textIn = (value: Open): string => (typeof value === 'string' ? value : '');
const put =
  (value: Open | ((before: string) => Open), ...path: readonly (string | number)[]): Forge =>
  (file) => {
    const key = path.at(-1) ?? '';
    const made = typeof value === 'function' ? value(textIn(at(file, ...path))) : value;
    Object.assign(at(file, ...path.slice(0, -1)) as object, { [key]: made });
  };
const findings = (file: Open): Open[] => at(file, 'result', 'findings') as Open[];

/** The file as somebody who knows its form would change it: laid out and sealed as Redress does. */
const forged = (text: string, change: Forge): string => {
  const file = JSON.parse(text) as { [key: string]: Json };
  change(file);
  const { digest: _, ...content } = file;
  const sealed = { ...content, digest: hash('sha256', canonical(content)) };
  return `${JSON.stringify(inOrder(sealed), undefined, 2)}\n`;
};

const inOrder = (value: Json): Json => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each: Json) => inOrder(each));
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]: [string, Json | undefined]) => [key, inOrder(each ?? null)]));
};

describe('a judgement file', () => {
  it('is judged again to the same bytes, by both judges', async () => {
    const found = await verified(textOf(true));
    expect(found).toMatchObject({ same: true, differences: [], firstByte: undefined, withheld: [] });
    expect(found.asked).toBeGreaterThan(1);
    expect(found.digest.file).toBe(found.digest.here);
  });

  it('is read back as it was written', () => {
    const { complaint: read, at: found } = readJudgementFile(bytesOf(textOf(true)));
    expect(found).toBe(instant);
    const { reason: _, ...data } = complaint.events[2]?.data ?? {};
    const events = complaint.events.map((event) => (event.id === 'e3' ? { ...event, data } : event));
    expect(read).toEqual({ ...complaint, facts: { ...complaint.facts }, events });
  });

  it('holds no personal value unless it may, and then names what is missing and what follows', async () => {
    const text = textOf(false);
    expect(text).not.toContain('张三丰');
    expect(text).not.toContain('误录');
    expect(await verified(text)).toMatchObject({
      same: false,
      withheld: ['complainant_name'],
      differences: [{ kind: 'line', section: 'findings', about: 'cn.example@2020-01-01#named', how: 'changed' }, {}],
    });
    expect(textOf(true)).toContain('张三丰');
    expect(textOf(true)).not.toContain('误录');
    const { complainant_name: _, ...facts } = complaint.facts;
    expect(await verified(textOf(false, { ...complaint, facts }))).toMatchObject({ same: true, withheld: [] });
  });

  it('holds no personal value that the judgement did not read', () => {
    const silent = { ...texts, 'example.yaml': texts['example.yaml'].replace('complainant_name', 'price') };
    const { set } = load({ 'example.yaml': silent['example.yaml'] });
    if (set === undefined) throw new Error('no set');
    const judged = judgedBy(
      set,
      Object.entries(silent).map(([file, text]) => ({ file, text })),
      complaint,
      { at: instant, timeZoneData: '' },
    );
    expect(makeJudgementFile(judged, true)).toMatchObject({ withheld: [] });
    expect(writeJudgementFile(makeJudgementFile(judged, true))).not.toContain('张三丰');
  });

  it('leaves out what is personal by now, though its own set did not say so', () => {
    expect(textOf(false)).toContain('12.50');
    const judged = judgedBy(setOf(), files, complaint, { at: instant, timeZoneData: '2026a' });
    const bare = writeJudgementFile(makeJudgementFile({ ...judged, personal: new Set(['price']) }, false));
    expect(bare).not.toContain('12.50');
    expect(bare).not.toContain('张三丰');
  });

  it.each<[string, Forge, object]>([
    [
      'an outcome',
      put('non-compliant', 'result', 'findings', 0, 'outcome'),
      { kind: 'line', section: 'findings', about: 'cn.example@2020-01-01#answer', how: 'changed' },
    ],
    ['a finding less', (file) => void findings(file).pop(), { kind: 'line', section: 'findings', how: 'only-here' }],
    [
      'a finding more',
      (file) => void findings(file).push({ ...(findings(file)[0] as object), rule: 'other' }),
      { about: 'cn.example@2020-01-01#other', how: 'only-file' },
    ],
    [
      'findings in another order',
      (file) => put(findings(file).toReversed(), 'result', 'findings')(file),
      { kind: 'part', part: 'findings' },
    ],
    ['the outcome of all', put('indeterminate', 'result', 'outcome'), { kind: 'part', part: 'outcome' }],
    ['the digest of the result', put('0', 'result', 'digest'), { kind: 'not-applicable' }],
    ['an event', put({ day: '2026-02-02' }, 'complaint', 'events', 0, 'at'), { kind: 'line', section: 'findings' }],
    ['a fact', put('normal', 'complaint', 'facts', 'urgency'), { kind: 'line', how: 'only-file' }],
    ['the instant', put('2026-03-03T00:00:00.000Z', 'at'), { kind: 'line' }],
    [
      'a period',
      put((text) => text.replace('7 working', '70 working'), 'texts', 'example.yaml'),
      { kind: 'policy-set' },
    ],
    ['a comment', put((text) => `${text}# more`, 'texts', 'example.yaml'), { kind: 'policy-set' }],
    ['a calendar', put((text) => `${text}# more`, 'texts', 'calendars/cn.yaml'), { kind: 'policy-set' }],
    ['the engine', put('1', 'receipt', 'engine'), { kind: 'engine', file: '1' }],
    ['a reading', put({ a: 'b' }, 'receipt', 'readings'), { kind: 'part', part: 'receipt.readings' }],
  ])('that was forged and sealed again says what differs: %s', async (_, change, expected) => {
    const found = await verified(forged(textOf(true), change));
    expect(found.same).toBe(false);
    expect(found.differences).toContainEqual(expect.objectContaining(expected));
  });

  it('says where the zone data is of another release, which is no difference by itself', async () => {
    const file = readJudgementFile(bytesOf(textOf(true)));
    expect(await verifyJudgement(file, '2027b')).toMatchObject({
      same: true,
      timeZoneData: { file: '2026a', here: '2027b' },
    });
  });

  it.each<[string, (text: string) => string, string]>([
    ['nothing', () => '', 'judgement_file.not_json'],
    ['no JSON', (text) => text.slice(1), 'judgement_file.not_json'],
    ['cut', (text) => text.slice(0, -20), 'judgement_file.not_json'],
    [
      'another format',
      (text) => text.replace('redress-judgement-1', 'redress-judgement-9'),
      'judgement_file.unknown_format',
    ],
    ['a list', () => '[]', 'judgement_file.unknown_format'],
    ['a blank more', (text) => text.replace('{', '{ '), 'judgement_file.wrong_form'],
    ['no end of line', (text) => text.trimEnd(), 'judgement_file.wrong_form'],
    ['a mark before it', (text) => `\uFEFF${text}`, 'judgement_file.not_json'],
    ['a key twice', (text) => text.replace('"at":', '"at": "x",\n  "at":'), 'judgement_file.wrong_form'],
    ['another key', (text) => text.replace('"at":', '"an": 1,\n  "at":'), 'judgement_file.wrong_form'],
    ['another notation', (text) => text.replace('"12.50 CNY"', '"12.5 CNY"'), 'judgement_file.changed'],
    ['another word', (text) => text.replace('"urgent"', '"normal"'), 'judgement_file.changed'],
    ['a day that does not exist', (text) => text.replace('2026-02-01', '2026-02-30'), 'judgement_file.wrong_form'],
    ['half a surrogate pair', (text) => text.replace('"urgent"', '"\\ud800"'), 'judgement_file.wrong_form'],
    [
      'deep nesting',
      (text) => text.replace('"readings": {}', `"readings": ${'['.repeat(5000)}${']'.repeat(5000)}`),
      'judgement_file.wrong_form',
    ],
  ])('is refused where it is not as it was written: %s', (_, change, code) => {
    const text = textOf(true);
    expect(change(text)).not.toBe(text);
    expect(codeOf(() => readJudgementFile(bytesOf(change(text))))).toBe(code);
  });

  it('is refused or says what differs, and never breaks, wherever a bit of it flips', () => {
    const seed = Date.now() % 1_000_000;
    process.stdout.write(`bit flips: seed ${seed}\n`);
    let state = seed;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state % below;
    };
    const bytes = bytesOf(textOf(true));
    for (let turn = 0; turn < 500; turn++) {
      const flipped = Uint8Array.from(bytes);
      const place = random(bytes.length);
      flipped[place] = (flipped[place] ?? 0) ^ (1 << random(8));
      const code = codeOf(() => readJudgementFile(flipped));
      expect(`${turn} ${place} ${code}`).toMatch(/judgement_file\.(changed|not_json|wrong_form|unknown_format)$/);
    }
  });

  it('that is flipped and sealed again never breaks', async () => {
    const text = textOf(true);
    let kinds = 0;
    for (let turn = 0; turn < 60; turn++) {
      const sealed = flippedInside(text, turn);
      try {
        kinds += (await verified(sealed)).same ? 0 : 1;
      } catch (error) {
        expect(error).toBeInstanceOf(RedressError);
        kinds++;
      }
    }
    expect(kinds).toBeGreaterThan(40);
  });
});

/** One character of one text in the file is another one, at a place that follows from the turn. */
function flippedInside(text: string, turn: number): string {
  return forged(text, (file) => {
    const leaves: (readonly string[])[] = [];
    const walk = (value: Open, path: readonly string[]): void => {
      if (typeof value === 'string' && value !== '') leaves.push(path);
      if (typeof value === 'object' && value !== null)
        for (const [key, each] of Object.entries(value)) walk(each as Open, [...path, key]);
    };
    for (const part of ['complaint', 'texts', 'result', 'receipt']) walk(at(file, part), [part]);
    const path = leaves[(turn * 7919) % leaves.length] ?? ['format'];
    put(
      (before) => {
        const place = (turn * 104_729) % before.length;
        const other = String.fromCharCode(before.charCodeAt(place) ^ (1 << (turn % 6)));
        return before.slice(0, place) + other + before.slice(place + 1);
      },
      ...path,
    )(file);
  });
}
