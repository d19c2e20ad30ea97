import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { now } from '../../clock.js';
import { readConfig } from '../../config.js';
import { RedressError } from '../../errors.js';
import { errorFields } from '../../http/log-line.js';
import { withPrinter } from '../../reports/printing/pdf.printer.js';
import type { Instant } from '../../rules/values.js';
import { inSpan } from '../../telemetry/spans.tracer.js';
import { HealthChecks } from '../health/health-checks.service.js';
import { operationFault } from '../operations/operation-errors.js';

/** In milliseconds: a page a minute at most, whoever asks how often. */
const every = 60_000;
/** The first is not printed while the process starts. */
const firstAfter = 3_000;
/** How long printing may take before that is a failure too. */
const patience = 180_000;
/** How long the end of a page is waited for when the process stops. */
const lastPage = 5_000;

/** Prints one page, or says what stands in the way. */
export type PrintPage = (at: Instant) => Promise<void>;

/**
 * Whether reports can be printed here: found out by printing a page all the time, in both languages, with the browser and the typefaces
 * that reports are printed with. Who asks is told what became of the last one, and how old that is; nothing is printed for them.
 */
@Injectable()
export class PageCheck implements OnModuleDestroy {
  private readonly end = new AbortController();
  private working: Promise<void> | undefined;
  private startedAt = 0;
  /** When the last page came out whole, and what has become of those since, if anything. */
  private printedAt: number | undefined;
  private failure: string | undefined;

  constructor(private readonly checks: HealthChecks) {}

  /** From now on, until the application closes. In processes that print reports. */
  start({ print = printPage, interval = every, first = firstAfter }: PageCheckOptions = {}): void {
    if (this.working !== undefined) return;
    this.startedAt = performance.now();
    this.checks.add('page', () => Promise.resolve(this.check()), { needed: 'work', age: () => this.age() });
    this.working = this.work(print, interval, first);
  }

  async onModuleDestroy(): Promise<void> {
    this.end.abort();
    await Promise.race([this.working, sleep(lastPage, undefined, { ref: false })]);
  }

  /** Seconds since the last page that came out whole. */
  private age(): number | undefined {
    return this.printedAt === undefined ? undefined : (performance.now() - this.printedAt) / 1_000;
  }

  private check(): void {
    const silent = performance.now() - (this.printedAt ?? this.startedAt);
    if (this.failure === undefined && silent < patience) return;
    const seconds = Math.round(silent / 1_000);
    throw new RedressError([
      operationFault('operation.page_unprinted', { seconds, code: this.failure ?? 'report.printing_too_slow' }),
    ]);
  }

  private async work(print: PrintPage, interval: number, first: number): Promise<void> {
    await this.pause(first);
    while (!this.end.signal.aborted) {
      try {
        await inSpan('page', {}, () => print(now()));
        this.printedAt = performance.now();
        this.failure = undefined;
      } catch (error) {
        this.failure = codeOf(error);
      }
      await this.pause(interval);
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.end.signal, ref: false }).catch(() => undefined);
  }
}

export interface PageCheckOptions {
  readonly print?: PrintPage;
  /** In milliseconds. */
  readonly interval?: number;
  readonly first?: number;
}

/** With the typeface by its name, so that a page set in another one is refused. */
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Redress</title>
<style>@page { size: A6 } body { font-family: 'Noto Sans SC' }</style></head>
<body><h1>Redress</h1><p>This page can be printed. 本页可以打印。</p></body></html>`;

async function printPage(at: Instant): Promise<void> {
  const { cache, chrome: executable } = readConfig();
  await withPrinter({ cache, executable }, (printer) => printer.print(page, at));
}

/** A name of ours or of the system for what went wrong. The words beside it may be long and of the browser: "doctor" shows them. */
function codeOf(error: unknown): string {
  const { code, error: name = 'unknown' } = errorFields(error, false);
  return code ?? name;
}
