import { Counter, Histogram, Registry } from 'prom-client';

/** What this process has counted since it started. Labels are words of ours, few of each: never an id, an address or a name. */
export const processRegistry = new Registry();

const registers = [processRegistry];

const requests = new Counter({
  name: 'redress_http_requests_total',
  help: 'Requests answered, by the pattern of the route ("-": none).',
  labelNames: ['method', 'route', 'status'],
  registers,
});

const durations = new Histogram({
  name: 'redress_http_request_duration_seconds',
  help: 'How long requests took to be answered, by the pattern of the route.',
  labelNames: ['route'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  registers,
});

const limited = new Counter({
  name: 'redress_http_rate_limited_total',
  help: 'Requests refused because an account or an address had asked too often.',
  labelNames: ['by'],
  registers,
});

const judged = new Counter({
  name: 'redress_complaints_judged_total',
  help: 'Complaints judged: because something was recorded, they were due or the set changed (change), in a check, in a report.',
  labelNames: ['work'],
  registers,
});

const deliveries = new Counter({
  name: 'redress_delivery_attempts_total',
  help: 'Attempts to deliver a message, by way and by what came of it.',
  labelNames: ['way', 'outcome'],
  registers,
});

const logged = new Counter({
  name: 'redress_log_lines_total',
  help: 'Lines of the log that somebody should look at, by level.',
  labelNames: ['level'],
  registers,
});

const lost = new Counter({
  name: 'redress_log_lines_lost_total',
  help: 'Writes of the log that failed: a full disk, or nobody who reads it.',
  registers,
});

for (const by of ['account', 'address'] as const) limited.inc({ by }, 0);
for (const work of ['change', 'check', 'report'] as const) judged.inc({ work }, 0);
for (const level of ['warn', 'error'] as const) logged.inc({ level }, 0);

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export interface AnsweredRequest {
  /** As it was sent. */
  readonly method: string;
  /** The pattern of the route; `-` where there is none. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
}

/** Counts a request that was answered. */
export function countRequest({ method, route, status, milliseconds }: AnsweredRequest): void {
  requests.inc({ method: methods.has(method) ? method : 'other', route, status });
  durations.observe({ route }, milliseconds / 1_000);
}

/** Counts a request that was refused because its account or its address had asked too often. */
export function countRateLimited(by: 'account' | 'address'): void {
  limited.inc({ by });
}

/** Counts complaints that were judged. */
export function countJudged(work: 'change' | 'check' | 'report', complaints: number): void {
  if (complaints > 0) judged.inc({ work }, complaints);
}

/** Counts an attempt to deliver a message. */
export function countDelivery(way: 'inbox' | 'mail' | 'webhook' | 'robot', outcome: 'sent' | 'failed'): void {
  deliveries.inc({ way, outcome });
}

/** Counts a line of the log that somebody should look at. */
export function countLogged(level: 'warn' | 'error'): void {
  logged.inc({ level });
}

/** Counts a write of the log that failed. */
export function countLostLine(): void {
  lost.inc();
}
