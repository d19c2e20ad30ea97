import { hash } from 'node:crypto';
import { RedressError, type Fault } from '../../errors.js';
import { canonical, type Json } from '../../ledger/canonical.js';
import { readComplaint, readInstant, writeComplaint, writeInstant } from '../../ledger/written-values.js';
import type { Complaint } from '../../rules/complaint.js';
import { isRecord } from '../../rules/facts/fact-value.js';
import type { Receipt } from '../../rules/judge/judgement.js';
import type { Instant } from '../../rules/values.js';
import type { Result, StoredReceipt } from '../complaints/stored-judgement.js';
import { judgementFileFault } from './judgement-file-errors.js';

/** Path in the folder → whole text. */
export type Texts = Readonly<Record<string, string>>;

/** A judgement with all that it was made from. */
export interface JudgementFile {
  readonly complaint: Complaint;
  readonly at: Instant;
  /** Policies, calendars, vocabulary, organisation, parameters and waivers: whole texts. */
  readonly texts: Texts;
  readonly receipt: Receipt & Partial<Pick<StoredReceipt, 'input'>>;
  readonly result: Result;
  /** Personal facts that the judgement read and the file does not hold. */
  readonly withheld: readonly string[];
  /** Facts whose values were erased before the file was made. */
  readonly erased: readonly string[];
}

/** The file as it was read: what was found is compared as it stands there. */
export interface ReadJudgementFile extends Omit<JudgementFile, 'receipt' | 'result'> {
  readonly receipt: { readonly [key: string]: Json | undefined };
  readonly result: { readonly [key: string]: Json | undefined };
  readonly digest: string;
}

export const judgementFormat = 'redress-judgement-1';

const keys = ['at', 'complaint', 'digest', 'erased', 'format', 'receipt', 'result', 'texts', 'withheld'];
/** No judgement nests deeper; a file that does is an attack on whoever walks through it. */
const depthLimit = 64;

/** The text of a judgement file: JSON with two blanks a level, keys in the order of their UTF-16 units, a line's end at the end. */
export function writeJudgementFile(file: JudgementFile): string {
  const content: Content = {
    format: judgementFormat,
    at: writeInstant(file.at),
    complaint: writeComplaint(file.complaint),
    texts: file.texts,
    receipt: plain(file.receipt),
    result: plain(file.result),
    withheld: [...file.withheld].sort(),
    erased: [...file.erased].sort(),
  };
  return laidOut({ ...content, digest: digestOf(content) });
}

type Content = { readonly [key: string]: Json | undefined };

/** Findings and receipts are plain data; the compiler cannot see it through their optional keys. */
export function plain(value: object): Content {
  return value as unknown as Content;
}

/** SHA-256, hex, over the canonical JSON of everything but the digest itself. */
function digestOf(content: Content): string {
  return hash('sha256', canonical(content));
}

function laidOut(content: Content): string {
  return `${JSON.stringify(inOrder(content), undefined, 2)}\n`;
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isRecord(value)) return value;
  const entries = Object.keys(value)
    .sort()
    .flatMap((key) => (value[key] === undefined ? [] : [[key, inOrder(value[key])] as const]));
  return Object.fromEntries(entries);
}

/**
 * Reads a judgement file. Throws a RedressError for everything that is not, byte for byte, as `writeJudgementFile` writes it, and for one
 * whose digest is not its own: whatever was changed in it afterwards is refused here.
 */
export function readJudgementFile(bytes: Uint8Array): ReadJudgementFile {
  const text = decoded(bytes);
  const raw = parsed(text);
  if (!isRecord(raw) || raw['format'] !== judgementFormat) {
    const format = isRecord(raw) && typeof raw['format'] === 'string' ? raw['format'].slice(0, 40) : '';
    throw refusal(judgementFileFault('judgement_file.unknown_format', { format }));
  }
  const extra = Object.keys(raw).find((key) => !keys.includes(key));
  if (extra !== undefined) throw wrongForm(`/${extra.slice(0, 40)}`);
  if (!isShallow(raw)) throw wrongForm('/');
  const file = fieldsIn(raw);
  const { digest, ...content } = raw as Content; // the walk above has found nothing but JSON in it
  const own = digestIn(content);
  if (own === undefined || laidOut(raw as Content) !== text) throw wrongForm('/');
  if (own !== digest) throw refusal(judgementFileFault('judgement_file.changed', { digest: file.digest }));
  return file;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refusal(judgementFileFault('judgement_file.not_json'));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(judgementFileFault('judgement_file.not_json'));
  }
}

/** Undefined for texts that have no canonical form. */
function digestIn(content: Content): string | undefined {
  try {
    return digestOf(content);
  } catch {
    return undefined;
  }
}

function fieldsIn(raw: Readonly<Record<string, unknown>>): ReadJudgementFile {
  const { complaint, digest, erased, receipt, result, texts, withheld } = raw;
  const at = readInstant(raw['at']);
  const read = readComplaint(complaint);
  if (at === undefined) throw wrongForm('/at');
  if ('wrong' in read) throw wrongForm(`/complaint${read.wrong.slice(0, 80)}`);
  if (!isTexts(texts)) throw wrongForm('/texts');
  if (!isJsonObject(receipt)) throw wrongForm('/receipt');
  if (!isJsonObject(result)) throw wrongForm('/result');
  if (!isWords(withheld)) throw wrongForm('/withheld');
  if (!isWords(erased)) throw wrongForm('/erased');
  if (typeof digest !== 'string') throw wrongForm('/digest');
  return { complaint: read, at, texts, receipt, result, withheld, erased, digest };
}

function isTexts(value: unknown): value is Texts {
  return isRecord(value) && Object.values(value).every((text) => typeof text === 'string');
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string');
}

function isJsonObject(value: unknown): value is Content {
  return isRecord(value);
}

/** Whether a value that was read from JSON nests within the limit; looked at level by level, so that depth costs no stack. */
function isShallow(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= depthLimit; depth++) {
    level = level.flatMap((each): readonly unknown[] =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
    if (level.length === 0) return true;
  }
  return false;
}

function wrongForm(pointer: string): RedressError {
  return refusal(judgementFileFault('judgement_file.wrong_form', { pointer }));
}

function refusal(...faults: readonly Fault[]): RedressError {
  return new RedressError(faults);
}
