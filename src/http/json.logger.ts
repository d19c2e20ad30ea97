import type { LoggerService } from '@nestjs/common';
import { errorFields, type Level, type Log } from './log-line.js';

/** What the framework says of itself, as lines of the same log: only what somebody should look at. */
export class FrameworkLogger implements LoggerService {
  constructor(
    private readonly write: Log,
    private readonly messages: boolean,
  ) {}

  log(): void {
    // That modules were found and routes mapped is no news.
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.line('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.line('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.line('error', message, rest);
  }

  private line(level: Level, message: unknown, rest: readonly unknown[]): void {
    const context = rest.findLast((item) => typeof item === 'string' && !item.includes('\n'));
    const fields = message instanceof Error ? errorFields(message, this.messages) : { message: this.worded(message) };
    this.write({ event: 'framework', level, ...fields, ...(typeof context === 'string' ? { context } : {}) });
  }

  /** The framework's own words are about classes and routes; an object may be anything. */
  private worded(message: unknown): string {
    return typeof message === 'string' ? (message.split('\n', 1)[0] ?? '') : typeof message;
  }
}
