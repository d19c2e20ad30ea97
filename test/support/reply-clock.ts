import type { EventLine } from './builders.js';

export const reply = (more = ''): string =>
  `deadlines:\n  reply: { from: received, done: responded, within: 10 days${more} }\n`;
export const seen = (...types: string[]): ReadonlySet<string> => new Set(['received', ...types]);
export const received: EventLine = ['received', '2026-03-02T10:00+08:00'];
