/** So many messages in a row that nobody answered in time, and a host counts as silent. */
const inARow = 4;
/** How long a silent host is left alone before one message asks again, in milliseconds. */
const rest = 30_000;

/** Who is asked: a host, for one of the destinations on it. */
interface Asked {
  readonly host: string;
  readonly destination: string;
}

/**
 * Which hosts say nothing. What is for them fails at once, one message now and then excepted: five hundred messages would otherwise wait out their
 * limit of time one after the other, at each try again. Any answer ends it, a refusal too; a destination that answered last is asked whatever its host
 * does for others. A circuit breaker (Nygard, Release It!). Times are in milliseconds of a clock that never steps.
 */
export class SilentHosts {
  private readonly unheard = new Map<string, { readonly count: number; readonly restsUntil: number }>();
  private readonly heard = new Set<string>();

  /** Whether it is asked now. Of those who would ask a silent host, one is let through after each rest. */
  mayAsk({ host, destination }: Asked, at: number): boolean {
    const silent = this.unheard.get(host);
    if (silent === undefined || silent.count < inARow || this.heard.has(destination)) return true;
    if (at < silent.restsUntil) return false;
    this.unheard.set(host, { ...silent, restsUntil: at + rest });
    return true;
  }

  noteSilence({ host, destination }: Asked, at: number): void {
    this.heard.delete(destination);
    const before = this.unheard.get(host) ?? { count: 0, restsUntil: 0 };
    // The rest of a silent host began when it was asked.
    const restsUntil = before.count < inARow ? at + rest : before.restsUntil;
    this.unheard.set(host, { count: before.count + 1, restsUntil });
  }

  noteAnswer({ host, destination }: Asked): void {
    this.heard.add(destination);
    this.unheard.delete(host);
  }
}
