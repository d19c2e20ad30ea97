import { versionTag } from './entity-tag.js';

/** An answer that says more than its body: its status, an ETag, where something new is, or that it was given before. */
export class Reply<T> {
  constructor(
    readonly body: T,
    readonly more: {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Whole values of `Set-Cookie`. */
      readonly cookies?: readonly string[];
    } = {},
  ) {}
}

/** The body with the ETag of its version; a client that has this version already is told so (304). */
export function versioned<T>(body: T, version: number): Reply<T> {
  return new Reply(body, { headers: { etag: versionTag(version) } });
}

/** 201 for what was made at this address. */
export function created<T>(body: T, location: string, version?: number): Reply<T> {
  return new Reply(body, {
    status: 201,
    headers: { location, ...(version === undefined ? {} : { etag: versionTag(version) }) },
  });
}
