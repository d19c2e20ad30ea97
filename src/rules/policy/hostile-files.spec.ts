import { describe, expect, it } from '@jest/globals';
import { codeAndPlace, load, policyHead, usualFiles } from '../../../test/support/policy-files.js';

const codes = ({ faults }: ReturnType<typeof load>) => faults.map(({ code }) => code);
const rules = (count: number, line: (index: number) => string) =>
  `${policyHead}deadlines:\n${Array.from({ length: count }, (_, index) => line(index)).join('\n')}\n`;

/** Milliseconds of work that it takes, however busy the machine is with other things: the lesser of two tries, since noise only adds. */
function timeOf(act: () => void): number {
  return Math.min(cpuTimeOf(act), cpuTimeOf(act));
}

function cpuTimeOf(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

describe('a policy file of 300 kB', () => {
  const sound = rules(
    4_000,
    (i) => `  rule-${i}: { cite: art. ${i}, from: received, within: 7 working days, done: [accepted, refused] }`,
  );
  const wrong = rules(
    3_500,
    (i) => `  rule-${i}: { cite: art. ${i}, from: recieved, within: ${i}, until: [accepted, refusd] }`,
  );

  it('loads within seconds', () => {
    expect(sound.length).toBeGreaterThan(300_000);
    let loaded: ReturnType<typeof load> | undefined;
    expect(timeOf(() => (loaded = load({ 'big.yaml': sound })))).toBeLessThan(4_000);
    expect(loaded?.set?.policies[0]?.rules).toHaveLength(4_000);
  });

  it('is refused within seconds when every line is wrong, each line with its faults', () => {
    let loaded: ReturnType<typeof load> | undefined;
    expect(timeOf(() => (loaded = load({ 'big.yaml': wrong })))).toBeLessThan(4_000);
    expect(loaded?.faults).toHaveLength(3 * 3_500);
  });

  it('of facts that follow from each other ten thousand deep does not overflow', () => {
    const chain = Array.from({ length: 9_000 }, (_, i) => `  f${i}: { moment: f${i + 1} }`).join('\n');
    const text = `${policyHead}facts:\n${chain}\n  f9000: { moment: received }\n`;
    expect(codes(load({ 'big.yaml': text }))).toEqual([]);
    expect(codes(load({ 'big.yaml': text.replace('f9000: { moment: received }', 'f9000: { moment: f0 }') }))).toEqual([
      'policy.cycle',
    ]);
  });
});

describe('a hostile file', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefghij'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[i]}`).join(', ')}]`).join('\n')}\n`;

  it.each([
    ['an alias bomb', bomb, 'yaml.alias'],
    ['a merge key', 'base: &base { a: 1 }\npolicy: { <<: *base }\n', 'yaml.alias'],
    ['brackets in brackets', `${policyHead}applies: ${'['.repeat(5_000)}`, 'yaml.too_deep'],
    [
      'indentation without end',
      `${policyHead}${Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')} 1\n`,
      'yaml.too_deep',
    ],
    ['bytes that are no text', `${policyHead}\u0000\u0001\uFFFD`, 'yaml.not_text'],
    ['more than a megabyte', `${policyHead}# ${'x'.repeat(1_000_001)}\n`, 'yaml.too_large'],
    ['a key of 200,000 characters', `${policyHead}? ${'k'.repeat(200_000)}\n: 1\n`, 'policy.name_malformed'],
    ['a bracket that never closes', `${policyHead}deadlines: { a: { from: received`, 'yaml.syntax'],
    ['a tag', `${policyHead}facts: !!js/function "x"\n`, 'yaml.tag'],
    ['a key twice', `${policyHead}policy: again\nfacts: { f: { moment: received } }\n`, 'yaml.duplicate_key'],
    ['a key without a value', `${policyHead}deadlines:\n`, 'yaml.null_value'],
    [
      'a list item without a value',
      `${policyHead}deadlines:\n  a: { from: received, within: 1 day, done: [told, ] }\n  b: { from: received, within: 1 day, done: [~] }\n`,
      'yaml.null_value',
    ],
  ])('%s is refused at once', (_, text, code) => {
    let loaded: ReturnType<typeof load> | undefined;
    expect(timeOf(() => (loaded = load({ 'x.yaml': text })))).toBeLessThan(3_000);
    expect(loaded && codes(loaded)).toContain(code);
    expect(loaded?.set).toBeUndefined();
  });

  it.each([
    ['a moment', (long: string) => `deadlines: { a: { from: received, within: 1 day, done: "${long}" } }`],
    [
      'spaces in a moment',
      (long: string) =>
        `deadlines: { a: { from: received, within: 1 day, done: "told${long.replaceAll('x', ' ')}after" } }`,
    ],
    ['a duration', (long: string) => `deadlines: { a: { from: received, within: "7 ${long}", done: told } }`],
    [
      'an extension',
      (long: string) =>
        `deadlines: { a: { from: received, within: 7 days, done: told, extensions: [{ when: { condition: is-urgent }, to: "9${long}" }] } }`,
    ],
    ['a date', (long: string) => `facts: { f: { moment: received } }\nin-force: { from: "${long}" }`],
    ['a name', (long: string) => `facts: { f: { moment: received } }\ncounting: "${long}"`],
    [
      'a word of a condition',
      (long: string) =>
        `applies: { all: [{ fact: urgency, operator: equal, value: "${long}" }] }\nfacts: { f: { moment: received } }`,
    ],
  ])('a text of 300,000 characters as %s is refused at once and cut short in the message', (_, body) => {
    const head = body('').includes('in-force')
      ? policyHead.replace(/in-force.*\n/, '')
      : policyHead.replace(body('').includes('counting') ? /counting.*\n/ : /$^/, '');
    let loaded: ReturnType<typeof load> | undefined;
    expect(timeOf(() => (loaded = load({ 'x.yaml': `${head}${body('x'.repeat(300_000))}\n` })))).toBeLessThan(3_000);
    expect(loaded?.faults).not.toEqual([]);
    for (const { cause, remedy } of loaded?.faults ?? [])
      expect(cause.en.length + remedy.zh.length).toBeLessThan(1_000);
  });

  it('with moments after moments after moments is refused', () => {
    const text = `${policyHead}deadlines: { a: { due: "${'1 day after '.repeat(20)}received", done: told } }\n`;
    expect(codes(load({ 'x.yaml': text }))).toEqual(['policy.moment_too_deep']);
    const listed = `${policyHead}deadlines: { a: { due: ${'['.repeat(20)}received${']'.repeat(20)}, done: told } }\n`;
    expect(codes(load({ 'x.yaml': listed }))).toEqual(['policy.moment_too_deep']);
  });

  it.each([
    [`${policyHead}__proto__: { polluted: true }\nfacts: { f: { moment: received } }\n`],
    [`${policyHead}deadlines: { __proto__: { from: received, within: 1 day, done: told } }\n`],
    [`${policyHead}deadlines: { a: { __proto__: { polluted: true }, from: received, within: 1 day, done: told } }\n`],
    [`${policyHead}applies: { __proto__: { all: [] }, condition: is-urgent }\nfacts: { f: { moment: received } }\n`],
  ])('cannot reach what every object inherits: %#', (text) => {
    expect(codes(load({ 'x.yaml': text }))).toEqual(['yaml.not_a_key']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each(['constructor', 'hasOwnProperty', 'toString', '__proto__'])(
    'may use %s as a name that does not exist',
    (name) => {
      const body = `deadlines: { a: { from: ${name}, each: ${name}, within: { parameter: ${name} }, done: { fact: ${name} }, duty: ${name}, calendar: ${name}, counting: ${name}, when: { condition: ${name} } } }\n`;
      const loaded = load({ 'x.yaml': policyHead + body });
      expect(codes(loaded).toSorted()).toEqual(
        [
          'condition.unknown_condition',
          'policy.unknown_calendar',
          'policy.unknown_duty',
          'policy.unknown_event',
          'policy.unknown_moment',
          'policy.unknown_moment',
          'policy.unknown_parameter',
        ].toSorted(),
      );
    },
  );

  it('in one folder does not hide the faults of another file', () => {
    const loaded = load({
      'a.yaml': `${policyHead}deadlines: { a: { from: received, within: 60, done: told } }\n`,
      'b.yaml': bomb,
      'c.yaml': `${policyHead.replace('cn.example', 'c')}deadlines: { a: { from: received, within: 61, done: told } }\n`,
      'calendars/uk.yaml': `${usualFiles['calendars/uk.yaml'] ?? ''}colour: red\n`,
    });
    expect(loaded.faults.map(codeAndPlace).filter((line) => !line.startsWith('yaml.alias'))).toEqual([
      'policy.duration_without_unit a.yaml:7:43 deadlines.a.within',
      'policy.duration_without_unit c.yaml:7:43 deadlines.a.within',
      'yaml.unknown_key calendars/uk.yaml:6:1 colour',
    ]);
  });
});
