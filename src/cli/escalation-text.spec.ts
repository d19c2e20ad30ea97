import { describe, expect, it } from '@jest/globals';
import { escalationTable, neverFiredLines, planText } from './escalation-text.js';
import { recipientLines } from './recipients-text.js';

const title = { en: 'No answer in time', zh: '答复超时' };
const id = '0198f0a1-0000-7000-8000-000000000000';
const line = {
  date: '2026-03-14',
  time: '2026-03-14T00:00+08:00',
  roles: ['team-lead'],
  people: ['ann'],
  destinations: [],
  instead: null,
  rule: 'p#late',
  title,
  level: 1,
  count: 7,
  examples: [id],
};
const plan = {
  from: 'FROM',
  until: 'UNTIL',
  set: 3,
  draft: false,
  open: 9,
  looked_at: 9,
  tellings: 7,
  lines: [line],
  difference: null,
  unforeseen: { count: 0, first: [] },
};

describe('what a plan says on a terminal', () => {
  it('is told day by day, with who, what, how many and which', () => {
    expect(planText(plan, 'en')).toEqual([
      'From FROM to UNTIL, by set 3, in force, if nothing more happens and nobody acknowledges: 7 tellings about 9 of 9 complaints that are open or can still change.',
      '',
      '2026-03-14',
      '  00:00+08:00  team-lead → ann  No answer in time (p#late)  level 1  7 ×  0198f0a1 …',
    ]);
    expect(planText(plan, 'zh').at(-1)).toBe(
      '  00:00+08:00  team-lead → ann  答复超时 (p#late)  第 1 级  7 ×  0198f0a1 …',
    );
  });

  it('is loud where nobody would be told, and about what could not be foreseen', () => {
    const unforeseen = { count: 2, first: [{ complaint: id, why: 'judge' as const }] };
    const text = planText({ ...plan, lines: [{ ...line, people: [], instead: 'owner' }], unforeseen }, 'en').join('\n');
    expect(text).toContain('team-lead → NOBODY (nor owner)');
    expect(text).toContain(`2 complaints could not be foreseen, or not to the end:\n  ${id}  cannot be judged`);
  });

  it('of a draft says what is different, both ways', () => {
    const difference = { more: [line], fewer: [{ ...line, level: 2 }] };
    const text = planText({ ...plan, draft: true, difference }, 'en').join('\n');
    expect(text).toMatch(
      /by the draft[^]*Told by the draft and not by the set in force:[^]*level 1[^]*Told by the set in force and not by the draft:[^]*level 2/,
    );
    expect(planText({ ...plan, draft: true, difference: { more: [], fewer: [] } }, 'zh').at(-1)).toBe(
      '与现行制度集的提醒相同。',
    );
  });
});

describe('what was told, and what never was', () => {
  it('is a line each', () => {
    const told = {
      complaint: id,
      rule: 'p#late',
      policy: 'p',
      rule_id: 'late',
      event: null,
      title,
      level: 1,
      round: 1,
      unit: null,
      status: { code: 'acknowledged' as const, en: 'Acknowledged', zh: '已确认' },
      to: ['team-lead'],
      for: null,
      due_at: null,
      told_at: 'T1',
      acknowledge_by: null,
      passed_over: [],
      told: [
        { account: id, name: 'ann', destination: null, way: 'inbox', status: 'sent', sent_at: null },
        { account: id, name: 'ann', destination: null, way: 'mail', status: 'sent', sent_at: null },
      ],
      acknowledged: { at: 'T2', by: 'account:x', name: 'bob' },
      next: null,
      link: '/',
    };
    expect(escalationTable([told], 'en')).toEqual([
      'told  complaint  rule               level  to   state                  next',
      'T1    0198f0a1   No answer in time  1      ann  Acknowledged: bob, T2  -',
    ]);
    expect(escalationTable([], 'zh')).toEqual(['没有已发出的提醒。']);
  });

  it('names each level that never was, and those that cannot be', () => {
    const never = [{ rule: 'p#never', title, level: 2, to: ['legal'], in_force_from: '2026-01-01', unverified: true }];
    const lines = neverFiredLines({ set: 3, set_since: 'S', configured: 4, fired: 3, never_fired: never }, 'en');
    expect(lines[0]).toBe('Set 3, in force since S: 3 of 4 levels have been told to somebody.');
    expect(lines.at(-1)).toMatch(/^p#never +2 +legal +2026-01-01 +No answer in time \(unverified: out of force\)$/);
  });
});

describe('who holds a role', () => {
  it('is shown with what is amiss', () => {
    const recipient = {
      unit: 'north',
      account: id,
      account_name: 'ann',
      destination: null,
      added_at: '',
      added_by: '',
      warning: null,
    };
    const warning = { code: 'units-only' as const, en: 'Held for single units alone', zh: '仅个别单位' };
    const role = { role: 'lead', in_force: true, fallback: true, recipients: [recipient], warnings: [warning] };
    expect(recipientLines([role], 'en')).toEqual([
      'lead  (fallback owner)',
      '  ann  north',
      '  ! Held for single units alone',
    ]);
  });
});
