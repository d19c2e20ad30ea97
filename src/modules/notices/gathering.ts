import type { Instant } from '../../rules/values.js';

/** By what something is told. */
export type Way = 'inbox' | 'mail' | 'webhook' | 'robot';

/** What an addressee was sent by one way lately. */
export interface Sent {
  /** A message that still waits, and may take more. */
  readonly open: { readonly id: string; readonly count: number } | undefined;
  /** Notices told within the last ten minutes. */
  readonly count: number;
  /** When the newest digest of the last ten minutes goes or went; undefined where there was none. */
  readonly digestAt: Instant | undefined;
}

/** Notices that are told together. */
export interface Group<Notice> {
  readonly notices: readonly Notice[];
  /** The message that they join; otherwise a new one. */
  readonly joins?: string;
  readonly notBefore: Instant;
  readonly isGathering: boolean;
}

/** So many within ten minutes come one by one. */
export const oneByOne = 5;
export const lately = 600_000;
/** For so long what comes at once is put together. */
const settling = 10_000;
/** Of one message; a webhook names the ids of all. */
export const mostItems = 10_000;

interface How {
  readonly at: Instant;
  readonly quietUntil: Instant | undefined;
  readonly lately: Sent | undefined;
  readonly way: Way;
}

/**
 * In which messages notices are told that wait at the same time for one addressee: each by itself while they are few; together where more than
 * five come within ten minutes, and then at most every ten minutes. What waits for the end of quiet hours goes together.
 */
export function gathered<Notice>(notices: readonly Notice[], how: How): readonly Group<Notice>[] {
  const { at, quietUntil, lately: sent, way } = how;
  if (notices.length === 0) return [];
  // In the inbox a message is there at once.
  if (way === 'inbox')
    return notices.length > oneByOne
      ? chunks(notices).map((own) => ({ notices: own, notBefore: at, isGathering: false }))
      : single(notices, at);
  if (sent?.open !== undefined && sent.open.count + notices.length <= mostItems)
    return [{ notices, joins: sent.open.id, notBefore: at, isGathering: true }];
  const isMany = notices.length + (sent?.count ?? 0) > oneByOne;
  if (!isMany && quietUntil === undefined) return single(notices, at);
  const [first, ...rest] = chunks(notices);
  const soonest = isMany ? Math.max(at + settling, (sent?.digestAt ?? -Infinity) + lately) : at;
  const notBefore = Math.max(soonest, quietUntil ?? -Infinity);
  return [
    ...(first === undefined ? [] : [{ notices: first, notBefore, isGathering: true }]),
    ...rest.map((own) => ({ notices: own, notBefore, isGathering: false })),
  ];
}

function single<Notice>(notices: readonly Notice[], at: Instant): readonly Group<Notice>[] {
  return notices.map((notice) => ({ notices: [notice], notBefore: at, isGathering: false }));
}

function chunks<Notice>(notices: readonly Notice[]): readonly (readonly Notice[])[] {
  const count = Math.ceil(notices.length / mostItems);
  return Array.from({ length: count }, (_, i) => notices.slice(i * mostItems, (i + 1) * mostItems));
}
