import type { OpenAPIObject } from '@nestjs/swagger';
import fc from 'fast-check';
import type { Schema } from './described-schema.js';

interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

/** A request that is to be sent as it is. */
export interface RandomRequest {
  readonly method: string;
  /** The pattern, `/api/complaints/{id}`, by which the description knows it. */
  readonly pattern: string;
  /** The method of the pattern: another than `method` where the address does not take that one. */
  readonly described: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
}

/** What requests are filled with besides noise: ids that exist, words that mean something. */
export interface Words {
  readonly ids: readonly string[];
  readonly words: readonly string[];
  /** Bodies that are taken, by `POST /api/complaints`: some are sent as they are, others with a change. */
  readonly taken?: Readonly<Record<string, readonly unknown[]>>;
  /** Stands for everything personal and secret. */
  readonly marker: string;
}

/** Requests to every operation of a description: some as it asks for, most with something wrong. */
export function randomRequests(document: OpenAPIObject, words: Words): fc.Arbitrary<RandomRequest> {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, path, operation: operation as Operation })),
  );
  return fc.oneof(
    ...operations.map(({ method, path, operation }) =>
      requestTo(document, words, method.toUpperCase(), path, operation),
    ),
  );
}

function requestTo(
  document: OpenAPIObject,
  words: Words,
  described: string,
  pattern: string,
  operation: Operation,
): fc.Arbitrary<RandomRequest> {
  const parameters = (operation.parameters ?? []).map((one) => resolved<Parameter>(document, one));
  const inPlace = (place: string): readonly Parameter[] => parameters.filter((parameter) => parameter.in === place);
  return fc
    .record({
      method: mostly(9, fc.constant(described), fc.constantFrom(...oddMethods)),
      path: partOf(document, words, inPlace('path'), true),
      query: partOf(document, words, inPlace('query'), false),
      oddQuery: mostly(
        9,
        fc.constant<Readonly<Record<string, string>>>({}),
        fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), noise(words).map(asText), { maxKeys: 3 }),
      ),
      headers: partOf(document, words, inPlace('header'), false),
      oddHeaders: mostly(6, fc.constant<Readonly<Record<string, string>>>({}), oddHeaders(words)),
      content: contentOf(document, words, operation, words.taken?.[`${described} ${pattern}`]),
    })
    .map(({ method, path, query, oddQuery, headers, oddHeaders, content }) => {
      const filled = pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(path[name] ?? '-') || '-');
      const search = Object.entries({ ...query, ...oddQuery })
        .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
        .join('&');
      return {
        method,
        pattern,
        described,
        url: search === '' ? filled : `${filled}?${search}`,
        headers: { ...content.headers, ...sendable(headers), ...oddHeaders },
        body: content.body,
      };
    });
}

const oddMethods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'POST', 'TRACE', 'PROPFIND'];

/** The first in so many cases of ten, otherwise the second. */
function mostly<T>(often: number, usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: often, arbitrary: usual }, { weight: 10 - often, arbitrary: other });
}

/** Values of parameters as texts; required ones nearly always there. */
function partOf(
  document: OpenAPIObject,
  words: Words,
  parameters: readonly Parameter[],
  all: boolean,
): fc.Arbitrary<Readonly<Record<string, string>>> {
  const entries = parameters.map(({ name = '', schema = {}, required }) => {
    const value = mostly(8, valueOf(document, schema, words, 3), noise(words)).map(asText);
    const presence = all ? 10 : required === true ? 9 : 3;
    return [name, presence === 10 ? value : mostly(presence, value, fc.constant(undefined))] as const;
  });
  return fc
    .record(Object.fromEntries(entries))
    .map((found) =>
      Object.fromEntries(
        Object.entries(found).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** With percent signs, as an address needs them; half a surrogate pair has no UTF-8. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed().slice(0, 4_000))
    .slice(0, 7_000)
    .replace(/%[0-9A-F]?$/i, '');
}

/** Headers cannot hold everything: what cannot stands for itself in Latin letters. */
function sendable(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, 2_000),
    ]),
  );
}

function oddHeaders(words: Words): fc.Arbitrary<Readonly<Record<string, string>>> {
  const pairs: readonly (readonly [string, readonly string[]])[] = [
    ['accept', ['*/*', 'text/html', 'application/xml;q=0.1', '']],
    ['accept-language', ['zh', 'zh-CN,zh;q=0.9', 'fr', '*', ';;;q=9', 'x'.repeat(300)]],
    [
      'content-type',
      [
        'text/plain',
        'application/json; charset=gb18030',
        'application/xml',
        'multipart/form-data; boundary=x',
        '',
        'application/json; charset="utf-8"',
      ],
    ],
    ['content-encoding', ['gzip', 'identity', 'br']],
    ['if-match', ['*', '"v1"', '"v99999999999999999999"', 'W/"v1"', 'v1', '"', '"v1", "v2"']],
    ['if-none-match', ['*', '"v1"', 'x']],
    ['idempotency-key', ['same', '', 'a'.repeat(300), words.marker.replaceAll(/[^\x20-\x7e]/g, 'x')]],
    ['origin', ['null', 'http://evil.example', 'https://evil.example:443']],
    ['sec-fetch-site', ['cross-site', 'same-origin', 'none', 'x']],
    ['host', ['evil.example', 'localhost', '127.0.0.1:1']],
    ['range', ['bytes=0-1', 'bytes=9-1', 'x']],
    ['expect', ['100-continue', 'x']],
    ['connection', ['close', 'upgrade']],
    ['upgrade', ['websocket', 'h2c']],
    [
      'cookie',
      ['__Host-redress=x', `__Host-redress=${'a'.repeat(43)}`, '__Host-redress-device=x.y', '=;=;', ';'.repeat(500)],
    ],
    ['authorization', ['Basic eDp5', 'Bearer', 'Bearer rdr_x', `Bearer rdr_${'a'.repeat(49)}`, '']],
    ['x-csrf-token', ['x', 'a'.repeat(43)]],
    ['x-forwarded-for', ['1.2.3.4', ',,,', 'x'.repeat(400)]],
    ['forwarded', ['for=1.2.3.4;proto=https']],
    ['x-http-method-override', ['DELETE']],
    ['user-agent', [words.marker.replaceAll(/[^\x20-\x7e]/g, 'x')]],
  ];
  const one = fc.oneof(
    ...pairs.map(([name, values]) => fc.constantFrom(...values).map((value) => [name, value] as const)),
  );
  return fc.array(one, { minLength: 1, maxLength: 3 }).map((found) => Object.fromEntries(found));
}

interface Content {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
}

function contentOf(
  document: OpenAPIObject,
  words: Words,
  operation: Operation,
  taken: readonly unknown[] = [],
): fc.Arbitrary<Content> {
  const content = operation.requestBody?.content;
  if (content === undefined)
    return mostly(8, fc.constant({ headers: {}, body: undefined }), jsonContent(anything(words)));
  const types = Object.entries(content);
  return fc.oneof(
    ...types.map(([type, { schema = {} }]) =>
      type === 'application/json'
        ? jsonContent(
            mutated(fc.oneof(valueOf(document, schema, words, 6), ...taken.map((body) => fc.constant(body))), words),
          )
        : upload(words).map((body) => ({ headers: { 'content-type': type }, body })),
    ),
  );
}

/** JSON, or something that looks like it. */
function jsonContent(value: fc.Arbitrary<unknown>): fc.Arbitrary<Content> {
  const text = value.map((found) => JSON.stringify(found) ?? '');
  const broken = fc.tuple(text, fc.nat(60)).map(([whole, at]) => whole.slice(0, at));
  const odd = fc.constantFrom(
    '',
    'null',
    '[]',
    '{}',
    '"x"',
    '1e999',
    '{"a":1,"a":2}',
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '\ufeff{}',
    '['.repeat(5_000),
    `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
    '{"a":"\\ud800"}',
    '{"a":"\\u0000"}',
  );
  return fc
    .oneof({ weight: 16, arbitrary: text }, { weight: 1, arbitrary: broken }, { weight: 2, arbitrary: odd })
    .map((body) => ({ headers: { 'content-type': 'application/json' }, body }));
}

/** Files: rows, and what is none. */
function upload({ marker, words }: Words): fc.Arbitrary<Buffer> {
  const cell = fc.oneof(fc.constantFrom(...words, marker, '', '2024-03-04', '"', '1,5'), fc.string({ maxLength: 12 }));
  const rows = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 });
  return fc.oneof(
    rows.map((lines) => Buffer.from(lines.map((line) => line.join(',')).join('\n'))),
    rows.map((lines) => Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.constant(Buffer.alloc(0)),
  );
}

/** A value that fits a schema, as far as the schema says. */
function valueOf(document: OpenAPIObject, given: Schema, words: Words, depth: number): fc.Arbitrary<unknown> {
  const schema = resolved<Schema>(document, given);
  const inner = (one: Schema): fc.Arbitrary<unknown> => valueOf(document, one, words, depth - 1);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return fc.oneof(...alternatives.map(inner));
  if (schema.allOf !== undefined)
    return fc.tuple(...schema.allOf.map(inner)).map((parts) => Object.assign({}, ...parts) as unknown);
  switch (schema.type) {
    case 'string':
      return someString(schema, words);
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? -3, -3), max: Math.min(schema.maximum ?? 50, 50) });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return depth <= 0
        ? fc.constant([])
        : fc.array(inner(schema.items ?? {}), { maxLength: Math.min(schema.maxItems ?? 3, 3) });
    case 'object':
      return depth <= 0 ? fc.constant({}) : someObject(schema, words, inner);
    default:
      return anything(words);
  }
}

function someString({ format }: Schema, { ids, words, marker }: Words): fc.Arbitrary<string> {
  const day = fc.constantFrom('2024-03-04', '2024-02-30', '2026-12-31', '0001-01-01', '9999-12-31');
  const instant = fc.constantFrom('2024-03-04T10:00:00Z', '2024-03-07T10:00+08:00', '2024-03-04T25:00Z');
  if (format === 'uuid') return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, fc.uuid());
  if (format === 'date') return day;
  if (format === 'date-time') return instant;
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: fc.constantFrom(...ids) },
    { weight: 2, arbitrary: fc.oneof(day, instant) },
    { weight: 2, arbitrary: fc.constant(marker) },
    { weight: 2, arbitrary: oddText(marker) },
  );
}

function someObject(
  { properties = {}, required = [], additionalProperties }: Schema,
  words: Words,
  inner: (schema: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, inner(schema)])),
    { requiredKeys: required.filter((name) => name in properties) },
  );
  if (additionalProperties === undefined || additionalProperties === false) return known;
  const value = additionalProperties === true ? anything(words) : inner(additionalProperties);
  const more = fc.dictionary(fc.constantFrom(...words.words), value, { maxKeys: 3 });
  return fc.tuple(known, more).map(([one, other]) => ({ ...other, ...one }));
}

/** Texts that programs stumble over. */
function oddText(marker: string): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      '',
      ' ',
      '\u0000',
      '\ud800',
      '\ufeff',
      '\u202e',
      `'; drop table complaint; --`,
      '../../etc/passwd',
      '%s%n{0}${7*7}{{7*7}}',
      '<script>alert(1)</script>',
      '=1+1',
      `${marker}${'长'.repeat(3_000)}`,
      'constructor',
      '__proto__',
      'toString',
      'NaN',
      '1e999',
      '-0',
    ),
  );
}

/** A value of no form in particular. */
function noise({ marker, words, ids }: Words): fc.Arbitrary<unknown> {
  return fc.oneof(
    oddText(marker),
    fc.constantFrom<unknown>(...words, ...ids),
    fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e300, 1e-300, [], {}, [[]]),
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
  );
}

function anything(words: Words): fc.Arbitrary<unknown> {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      noise(words),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...words.words, 'constructor', '__proto__', ''), tie('value'), { maxKeys: 3 }),
    ),
  }));
  return value;
}

/** In half of the cases one place of the value, anywhere in it, is something else, is missing, or has a neighbour too many. */
function mutated(value: fc.Arbitrary<unknown>, words: Words): fc.Arbitrary<unknown> {
  return fc
    .tuple(
      value,
      fc.boolean(),
      fc.array(fc.nat(20), { minLength: 4, maxLength: 4 }),
      fc.constantFrom('replace', 'remove', 'add'),
      anything(words),
    )
    .map(([whole, isKept, steps, how, other]) => (isKept ? whole : changed(whole, steps, how, other)));
}

function changed(value: unknown, [step = 0, ...rest]: readonly number[], how: string, other: unknown): unknown {
  if (typeof value !== 'object' || value === null) return other;
  const keys = Object.keys(value);
  const key = keys[step % (keys.length + 1)];
  const copy: Record<string, unknown> = { ...value };
  if (key === undefined || (rest.length === 0 && how === 'add')) copy['more'] = other;
  else if (rest.length > 0 && step % 3 !== 0) copy[key] = changed(copy[key], rest, how, other);
  else if (how === 'remove') delete copy[key];
  else copy[key] = other;
  return Array.isArray(value) ? Object.values(copy) : copy;
}

function resolved<T extends { readonly $ref?: string }>(document: OpenAPIObject, item: T): T {
  if (item.$ref === undefined) return item;
  const found = item.$ref
    .slice(2)
    .split('/')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], document);
  return resolved(document, found as T); // what the reference names
}
