import { hash } from 'node:crypto';

/** A UUID. */
export type ComplaintId = string;

/**
 * The id of the complaint that a source names by this reference: UUID version 8 (RFC 9562) from SHA-256 of both. The same complaint
 * has the same id on every machine, so that giving it in twice is one row, without a search over all complaints.
 */
export function complaintIdOf(source: string, reference: string): ComplaintId {
  // The length of the source keeps ("a", "bc") apart from ("ab", "c").
  const digest = hash('sha256', `${source.length}:${source}:${reference}`, 'buffer');
  const variant = (digest.readUInt8(8) & 0x3f) | 0x80;
  const version = (digest.readUInt8(6) & 0x0f) | 0x80;
  digest.writeUInt8(version, 6);
  digest.writeUInt8(variant, 8);
  const hex = digest.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
