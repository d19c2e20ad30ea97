/** Names a notice within its complaint. */
export interface NoticeKey {
  /** `policy#rule`, or `policy#rule@EVENT` of an occurrence. */
  readonly rule: string;
  readonly level: number;
  readonly round: number;
  readonly kind: string;
}
