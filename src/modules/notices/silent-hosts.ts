/** So many messages in a row that nobody answered in time, and a host counts as silent. */
const inARow = 4;
/** How long a silent host is left alone before one message asks again, in milliseconds. */
const rest = 30_000;

/**
 * Which hosts say nothing. What is for them fails at once, one message now and then excepted: five hundred messages would otherwise wait out their
 * limit of time one after the other, at each try again. Any answer ends it, a refusal too. A circuit breaker (Nygard, Release It!). Times are in
 * milliseconds of a clock that never steps.
 */
export class SilentHosts {
  private readonly unheard = new Map<string, { readonly count: number; readonly restsUntil: number }>();

  /** Whether a host is asked now. Of those who would ask a silent one, one is let through after each rest. */
  mayAsk(host: string, at: number): boolean {
    const silent = this.unheard.get(host);
    if (silent === undefined || silent.count < inARow) return true;
    if (at < silent.restsUntil) return false;
    this.unheard.set(host, { ...silent, restsUntil: at + rest });
    return true;
  }

  noteSilence(host: string, at: number): void {
    this.unheard.set(host, { count: (this.unheard.get(host)?.count ?? 0) + 1, restsUntil: at + rest });
  }

  noteAnswer(host: string): void {
    this.unheard.delete(host);
  }
}
