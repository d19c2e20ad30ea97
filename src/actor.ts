/** Who acts: the system itself, an account, or a token that stands for an account. */
export interface Actor {
  readonly kind: 'system' | 'account' | 'token';
  /** Of an account its UUID, of a token the token's id; of the system the part that acts (`import`, `sweep`, `command-line`). */
  readonly id: string;
}

/** The actor as entries and rows name it: `system:import`, `account:0198…`. */
export function actorName(actor: Actor): string {
  return `${actor.kind}:${actor.id}`;
}

/** The actor that `actorName` has named. Refuses a text that it did not write. */
export function actorOf(name: string): Actor {
  const [, kind, id] = /^(system|account|token):(.+)$/su.exec(name) ?? [];
  if ((kind !== 'system' && kind !== 'account' && kind !== 'token') || id === undefined)
    throw new RangeError('this names no actor');
  return { kind, id };
}
