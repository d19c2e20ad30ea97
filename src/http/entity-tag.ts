import { RedressError } from '../errors.js';
import { httpFault } from './http-errors.js';
import { inRequest } from './request.js';

/** The entity tag (RFC 9110, 8.8.3) of a version: `"v3"`. */
export function versionTag(version: number): string {
  return `"v${version}"`;
}

/** What a client wants to have seen before its change: one of some versions, or any (`*`); undefined where it does not say. */
export type Expected = ReadonlySet<string> | '*' | undefined;

const tags = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;

/** Reads `If-Match`. Refuses a list that has another form. Weak tags never match a change (RFC 9110, 13.1.1). */
export function parseIfMatch(value: string | undefined): Expected {
  if (value === undefined) return undefined;
  if (value.trim() === '*') return '*';
  const found = value.match(tags) ?? [];
  const between = value.split(tags).map((part) => part.trim());
  if (found.length === 0 || between.some((part, index) => part !== (index === 0 || index === found.length ? '' : ',')))
    throw new RedressError([httpFault('http.bad_if_match', {}, inRequest('header', 'If-Match'))]);
  return new Set(found.filter((part) => !part.startsWith('W/')));
}

/** Refuses (412) a change by somebody who has not seen this version; 0 is the version of what is not stored yet. */
export function mustMatch(expected: Expected, version: number): void {
  const matches = expected === undefined || (expected === '*' ? version > 0 : expected.has(versionTag(version)));
  if (!matches) throw new RedressError([httpFault('http.changed_meanwhile', {}, inRequest('header', 'If-Match'))]);
}

/** Whether `If-None-Match` names this tag, weakly compared: then the client has it already. */
export function isKnown(etag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return (ifNoneMatch.match(tags) ?? []).some((part) => part.replace(/^W\//, '') === etag);
}
