import { hash } from 'node:crypto';
import { canonical } from '../../ledger/canonical.js';
import type { ComplaintId } from '../complaints/complaint-id.js';

/** What a notice is told apart by: it exists once for a complaint, rule, level, round and kind. */
export interface NoticeKey {
  readonly complaint: ComplaintId;
  /** `policy#rule`, or `policy#rule@EVENT` for an occurrence. */
  readonly rule: string;
  readonly level: number;
  readonly round: number;
  readonly kind: string;
}

/** The id of a notice for the outside: UUID version 8 (RFC 9562) from SHA-256 of its key. The same notice has the same id whenever it is told. */
export function noticeId({ complaint, rule, level, round, kind }: NoticeKey): string {
  const digest = hash('sha256', canonical({ complaint, rule, level, round, kind }), 'buffer');
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Of `policy#rule@EVENT` the rule: events are named by their source, with words that go to nobody. */
export function ruleRef(rule: string): string {
  const place = rule.indexOf('@');
  return place < 0 ? rule : rule.slice(0, place);
}
