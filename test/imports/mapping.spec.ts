import { describe, expect, it } from '@jest/globals';
import { readMapping } from '../../src/imports/read-mapping.js';
import { aMapping, anEventMapping, aVocabulary, codesOf, importing, mappingFrom } from './support.js';

/** code @ line:column path, for each fault. */
function faultsOf(text: string): readonly string[] {
  return readMapping(text, 'm.yaml', aVocabulary()).faults.map(
    ({ code, place }) => `${code} ${place?.line}:${place?.column} ${place?.path ?? ''}`,
  );
}

const head = 'mapping: m\nrows: complaint\nformat: { csv: {} }\nid: id\n';

describe('a mapping file', () => {
  it('tells all its faults at once, each at its place', () => {
    const text = `${head}zone: Europe/Londn
observes: { events: [received, closd], facts: [chanel] }
columns:
  a: { event: recieved, as: yyyy-MM-dd }
  b: { event: closed, as: YYYY-MM-DD }
  c: { fact: prise }
  d: { fact: timely_response, values: { "Y": "yes" } }
  e: { fact: category, otherwise: someting }
  f: { fact: target_at, as: yyyy-MM-dd }
  g: { fact: note, currency: CNY }
  h: { fact: remedies }
  i: { fact: price, otherwise: 0 CNY }
  j: { fact: channel }
  k: { fact: channel }
set: { our_complaint: maybe, channel: web, nothing: 1 }
`;
    expect(faultsOf(text)).toEqual([
      'mapping.unknown_zone 5:7 zone',
      'mapping.unknown_event 6:32 observes.events.1',
      'mapping.unknown_fact 6:48 observes.facts.0',
      'mapping.unknown_event 8:15 columns.a.event',
      'mapping.unknown_time_format 9:27 columns.b.as',
      'mapping.unknown_fact 10:14 columns.c.fact',
      'fact.not_yes_no 11:46 columns.d.values.Y',
      'fact.word_not_listed 12:35 columns.e.otherwise',
      'mapping.format_without_time 13:29 columns.f.as',
      'mapping.key_not_for_type 14:30 columns.g.currency',
      'mapping.split_missing 15:3 columns.h',
      'mapping.otherwise_without_values 16:32 columns.i.otherwise',
      'mapping.fact_twice 18:14 columns.k.fact',
      'fact.not_yes_no 19:23 set.our_complaint',
      'mapping.fact_twice 19:30 set.channel',
      'mapping.unknown_fact 19:44 set.nothing',
    ]);
  });

  it('names the nearest word of the vocabulary', () => {
    const [fault] = readMapping(`${head}columns: { a: { fact: prise } }\n`, 'm.yaml', aVocabulary()).faults;
    expect(fault?.data).toEqual({ fact: 'prise', hint: ' (price?)' });
  });

  it.each([
    ['an unknown key', `${head}colums: {}\n`, ['yaml.unknown_key']],
    ['an unknown key of a column', `${head}columns: { a: { fact: note, az: iso } }\n`, ['yaml.unknown_key']],
    ['no key at all', 'mapping: m\n', ['yaml.missing_key', 'yaml.missing_key']],
    ['no id', 'mapping: m\nrows: complaint\nformat: { csv: {} }\n', ['mapping.key_missing']],
    [
      'no case, event or time',
      'mapping: m\nrows: event\nformat: { csv: {} }\n',
      ['mapping.key_missing', 'mapping.key_missing', 'mapping.key_missing'],
    ],
    ['keys of event rows', `${head}group-by: x\n`, ['mapping.key_not_for_rows']],
    [
      'local times without a zone',
      `${head}columns: { a: { event: received, as: "yyyy-MM-dd HH:mm" } }\n`,
      ['mapping.zone_missing'],
    ],
    [
      'a unit that no column gives',
      `${head}columns: { a: { fact: note } }\nunit: channel\n`,
      ['mapping.unit_not_given'],
    ],
    [
      'a unit that tells of a person',
      `${head}columns: { a: { fact: complainant_name } }\nunit: complainant_name\n`,
      ['mapping.no_unit'],
    ],
    ['a unit of a fact that nobody knows', `${head}unit: stre\n`, ['mapping.unknown_fact']],
    [
      'a delimiter of two characters',
      'mapping: m\nrows: complaint\nformat: { csv: { delimiter: "||" } }\nid: id\n',
      ['yaml.wrong_value'],
    ],
    [
      'a delimiter that is the quote',
      `mapping: m\nrows: complaint\nformat: { csv: { delimiter: '"' } }\nid: id\n`,
      ['mapping.delimiter_is_quote'],
    ],
    [
      'an unknown encoding',
      'mapping: m\nrows: complaint\nformat: { csv: { encoding: latin9 } }\nid: id\n',
      ['yaml.wrong_value'],
    ],
    ['a column without a value', `${head}columns: { a: }\n`, ['yaml.null_value']],
    [
      'an event that any word may be, and nothing observed',
      'mapping: m\nrows: event\nformat: { csv: {} }\ngroup-by: c\nevent: { column: e }\nat: { column: t }\n',
      ['mapping.observes_missing'],
    ],
  ])('refuses %s', (_, text, codes) => {
    const found = readMapping(text, 'm.yaml', aVocabulary()).faults.map((fault) => fault.code);
    expect(found.slice(0, codes.length)).toEqual(codes);
  });

  it('observes what it says, and otherwise what it can make (S32)', () => {
    expect(aMapping().observed).toEqual(new Set(['received']));
    expect(aMapping({ observes: '{ events: [received, closed] }' }).observed).toEqual(new Set(['received', 'closed']));
    expect(anEventMapping().observed).toEqual(new Set(['taken-in-charge', 'closed', 'other-step', 'received']));
  });
});

describe('cells', () => {
  it.each([
    ['category', '{ fact: category }', 'other', 'other'],
    ['category', '{ fact: category }', ' other ', 'other'],
    ['category', '{ fact: category }', 'noise', 'row.not_a_word'],
    ['category', '{ fact: category, otherwise: other }', 'noise', 'other'],
    ['category', '{ fact: category, values: { N: other } }', 'N', 'other'],
    ['category', '{ fact: category, values: { N: other } }', 'other', 'row.value_not_listed'],
    ['category', '{ fact: category, values: { N: product-quality }, otherwise: other }', 'x', 'other'],
    ['category', '{ fact: category }', 'constructor', 'row.not_a_word'],
    ['timely_response', '{ fact: timely_response, values: { "1": true, "0": false } }', '0', false],
    ['timely_response', '{ fact: timely_response }', 'Yes', true],
    ['timely_response', '{ fact: timely_response }', '否', false],
    ['timely_response', '{ fact: timely_response }', '1', 'row.not_yes_no'],
    ['note', '{ fact: note }', ' kept as it is ', ' kept as it is '],
    ['note', '{ fact: note, nulls: [none] }', 'none', undefined],
    ['note', '{ fact: note, blank: none }', '', { kind: 'none' }],
    ['price', '{ fact: price, currency: CNY }', '"1,234.50"', { kind: 'money', amount: '1234.50', currency: 'CNY' }],
    ['price', '{ fact: price, currency: CNY }', '12.50 USD', 'row.not_money'],
    ['price', '{ fact: price }', '12.50', 'row.not_money'],
    ['count', '{ fact: count }', '-3.5', -3.5],
    ['count', '{ fact: count }', '12345678901234567890', 'row.number_not_exact'],
    ['count', '{ fact: count }', 'many', 'row.not_a_number'],
    ['bought_on', '{ fact: bought_on, as: dd.MM.yyyy }', '05.03.2026', { kind: 'day', day: 20_517 }],
    ['bought_on', '{ fact: bought_on, as: "yyyy-MM-dd HH:mm" }', '2026-03-05 23:30', { kind: 'day', day: 20_517 }],
    ['bought_on', '{ fact: bought_on }', '2026-07-05T23:30Z', { kind: 'day', day: 20_640 }],
    ['bought_on', '{ fact: bought_on, nulls: [1900-01-01] }', '1900-01-01', undefined],
    ['target_at', '{ fact: target_at }', '2026-03-05T00:00', { kind: 'instant', at: Date.UTC(2026, 2, 5) }],
    ['target_at', '{ fact: target_at }', '2026-03-05', 'row.needs_time_of_day'],
    ['target_at', '{ fact: target_at, blank: none }', ' ', { kind: 'none' }],
    ['target_at', '{ fact: target_at, blank: none, nulls: ["NULL"] }', 'NULL', { kind: 'none' }],
    ['remedies', '{ fact: remedies, split: ";" }', 'refund; repair;', ['refund', 'repair']],
    [
      'remedies',
      '{ fact: remedies, split: ";", values: { R: [refund, return], X: repair } }',
      'R;X',
      ['refund', 'return', 'repair'],
    ],
    ['promised', '{ fact: promised }', '7 working days', { kind: 'duration', count: 7, unit: 'working days' }],
    ['promised', '{ fact: promised }', '7', 'row.not_a_duration'],
  ])('%s through %s: %j is %j', async (fact, column, cell, expected) => {
    const mapping = aMapping({ columns: `{ cell: ${column} }` });
    const { complaints, rejected } = await importing(`id,cell\n1,${cell}\n`, mapping);
    const [code] = codesOf(rejected);
    expect(code ?? complaints[0]?.facts[fact]).toEqual(expected);
  });

  it('have a decimal comma where the mapping says so', async () => {
    const mapping = aMapping({
      format: '{ csv: { delimiter: ";", decimal: "," } }',
      columns: '{ p: { fact: price, currency: EUR } }',
    });
    const { complaints, rejected } = await importing('id;p\n1;1.234,50\n2;1.50\n', mapping);
    expect(complaints[0]?.facts['price']).toEqual({ kind: 'money', amount: '1234.50', currency: 'EUR' });
    expect(codesOf(rejected)).toEqual(['row.not_money']);
  });

  it('that are blank are unknown, not "did not happen" and not empty', async () => {
    const mapping = aMapping({ format: '{ csv: { nulls: [N/A] } }' });
    const { complaints } = await importing('id,date,note\n1,N/A,N/A\n2,,\n3, N/A ,x\n', mapping);
    expect(complaints.map(({ facts, events }) => [facts, events])).toEqual([
      [{}, []],
      [{}, []],
      [{ note: 'x' }, []],
    ]);
  });

  it('of local times are counted where clocks stand still or jump', async () => {
    const mapping = aMapping({ columns: '{ date: { event: received, as: "yyyy-MM-dd HH:mm" } }' });
    const { summary } = await importing(
      'id,date\n1,2026-03-29 01:30\n2,2026-10-25 01:30\n3,2026-10-25 02:30\n',
      mapping,
    );
    expect(summary.notes).toMatchObject({ missingTimes: 1, doubledTimes: 1 });
    const strict = aMapping({
      ambiguous: 'reject',
      missing: 'reject',
      columns: '{ date: { event: received, as: "yyyy-MM-dd HH:mm" } }',
    });
    const { rejected } = await importing(
      'id,date\n1,2026-03-29 01:30\n2,2026-10-25 01:30\n3,2026-10-25 02:30\n',
      strict,
    );
    expect(codesOf(rejected)).toEqual(['row.missing_local_time', 'row.doubled_local_time']);
  });

  it('of an optional column that the file lacks are unknown, and so are its events', async () => {
    const mapping = aMapping({
      columns: '{ date: { event: received, as: iso }, end: { event: closed, as: iso, optional: true } }',
    });
    const { complaints, summary } = await importing('id,date\n1,2026-01-01\n', mapping);
    expect(complaints[0]?.observed).toEqual(new Set(['received']));
    expect(summary.absentColumns).toEqual(['end']);
    expect((await importing('id,date,end\n1,2026-01-01,\n', mapping)).complaints[0]?.observed).toEqual(
      new Set(['received', 'closed']),
    );
  });
});

describe('the examples of the language', () => {
  it('load as they stand', () => {
    const cfpb = `mapping: cfpb
rows: complaint
format: { csv: { encoding: utf-8, delimiter: ",", nulls: ["", N/A, None] } }
zone: America/New_York
ambiguous: earlier
id: Complaint ID
observes: { events: [received, sent-to-company], facts: [category, channel, timely_response] }
columns:
  Date submitted:    { event: received, as: yyyy-MM-dd }
  Date received:     { event: sent-to-company, as: yyyy-MM-dd }
  Product:           { fact: category }
  Submitted via:     { fact: channel, values: { Web: web, Phone: telephone, "Postal mail": letter }, otherwise: other }
  Timely response?:  { fact: timely_response, values: { "Yes": true, "No": false } }
set: { our_complaint: true }
`;
    const helpdesk = `mapping: helpdesk
rows: event
format: { csv: { encoding: utf-8 } }
group-by: case_id
event: { column: activity, values: { "Take in charge ticket": taken-in-charge, Closed: closed }, otherwise: other-step, first: received }
at: { column: timestamp, as: iso }
observes: { events: [received, taken-in-charge, closed, other-step] }
columns: { product: { fact: product } }
`;
    expect(mappingFrom(cfpb, aVocabulary()).set).toEqual({ our_complaint: true });
    expect(mappingFrom(helpdesk, aVocabulary()).rows).toMatchObject({ kind: 'event', type: { first: 'received' } });
  });
});
