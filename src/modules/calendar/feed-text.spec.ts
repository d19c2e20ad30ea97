import { describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import type { DueDate } from './due-dates.repository.js';
import { feedText, type Feed } from './feed-text.js';

const id = '0198f0a1-0000-7000-8000-000000000000';
const date: DueDate = {
  complaint: id,
  policy: 'p',
  version: 0,
  rule: 'answer',
  event: null,
  round: null,
  state: 'running',
  due: { kind: 'day', day: 20_000 },
  provisional: false,
  judgement: 3,
  judgedAt: Date.UTC(2026, 2, 1, 1, 2, 3),
};
const feed: Feed = {
  language: 'en',
  owner: { en: 'Example, Stores; Ltd', zh: '示例商店' },
  narrowed: [],
  title: () => ({ en: 'Answer in time', zh: '按期答复' }),
  publicUrl: 'https://redress.example.org',
  isCut: false,
  at: Date.UTC(2026, 2, 1),
};

function read(dates: readonly DueDate[], more: Partial<Feed> = {}) {
  const text = feedText(dates, { ...feed, ...more });
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
  return { text, calendar, events };
}

describe('a feed of due dates', () => {
  it('is a calendar without events where nothing is due', () => {
    const { calendar, events } = read([]);
    expect([events, calendar.getFirstPropertyValue('version')]).toEqual([[], '2.0']);
  });

  it('has a last day as a whole day and an instant as an instant', () => {
    const instant = Date.UTC(2026, 2, 12, 9, 30);
    const { events } = read([date, { ...date, rule: 'other', due: { kind: 'instant', at: instant } }]);
    expect(events.map(({ startDate }) => startDate.toString())).toEqual(['2024-10-04', '2026-03-12T09:30:00Z']);
    expect(events.map(({ sequence }) => sequence)).toEqual([3, 3]);
  });

  it('names a due date by complaint, rule, occurrence and round alone', () => {
    const others = [{ policy: 'q' }, { rule: 'r' }, { event: 'e1' }, { round: 2 }, { complaint: id.replace('0', '1') }];
    const { events } = read([date, ...others.map((more) => ({ ...date, ...more }))]);
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(6);
    const moved = { state: 'overdue', due: { kind: 'day', day: 1 }, judgement: 9, provisional: true } as const;
    expect(read([{ ...date, ...moved, round: 1 }]).events[0]?.uid).toBe(events[0]?.uid);
  });

  it.each([
    { what: 'overdue', more: { state: 'overdue' }, en: 'Overdue: ', zh: '已超期：', status: 'CONFIRMED' },
    { what: 'paused', more: { state: 'paused' }, en: 'Paused: ', zh: '中止计时：', status: 'CONFIRMED' },
    { what: 'provisional', more: { provisional: true }, en: '', zh: '', status: 'TENTATIVE' },
  ] as const)('marks what is $what', ({ more, en, zh, status }) => {
    const [event] = read([{ ...date, ...more }]).events;
    expect([event?.summary, event?.component.getFirstPropertyValue('status')]).toEqual([
      `${en}Answer in time (0198f0a1)`,
      status,
    ]);
    expect(read([{ ...date, ...more }], { language: 'zh' }).events[0]?.summary).toBe(`${zh}按期答复 (0198f0a1)`);
  });

  it('says that it was cut', () => {
    const { events } = read([date], { isCut: true });
    expect(events.map(({ summary }) => summary)).toContain(
      'This calendar has the 1 due dates nearest to today, and there are more',
    );
  });

  it('takes a hostile title for the text that it is', () => {
    const hostile = 'A\r\nEND:VEVENT\r\nATTACH:http://evil.example\u2028\u202E;,\\n';
    const { text, events } = read([date], {
      title: () => ({ en: hostile, zh: hostile }),
      owner: { en: hostile, zh: '' },
      narrowed: ['a;b'],
    });
    expect(events).toHaveLength(1);
    expect(text).not.toMatch(/^ATTACH/m);
    expect(events[0]?.summary).toBe('A END:VEVENT ATTACH:http://evil.example ;,\\n (0198f0a1)');
  });

  it('is the same text again as long as nothing changes', () => {
    expect(feedText([date], feed)).toBe(feedText([date], { ...feed, at: feed.at + 86_400_000 }));
  });
});
