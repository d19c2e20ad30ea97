import { describe, expect, it } from '@jest/globals';
import { codeAndPlace, load, usualFiles } from '../../../test/support/policy-files.js';

const good = `schedules:
  daily-check:
    title: { en: Daily check, zh: 每日检查 }
    at: { cron: "30 6 * * mon-fri", zone: Asia/Shanghai, missing-hour: skip, doubled-hour: both }
    does: check
    over: { status: open, received: last 7 days }
    catch-up: all
    tell: [team-lead]
`;
const monthly = `schedules:
  monthly-report:
    title: { en: Monthly report, zh: 月度报告 }
    at:
      on: last working day of the month
      time: "18:00"
    does: report
    over: { received: this month }
    report: { languages: [zh] }
`;
const faultsOf = (text: string): readonly string[] =>
  load({ ...usualFiles, 'schedules.yaml': text }).faults.map(codeAndPlace);

describe('schedules.yaml', () => {
  it('is part of the set, and leaves its digest alone', () => {
    const { set } = load({ ...usualFiles, 'schedules.yaml': good });
    expect(set?.schedules).toMatchObject([
      {
        id: 'daily-check',
        does: 'check',
        at: { kind: 'cron', zone: { id: 'Asia/Shanghai' }, hours: { missing: 'skip', doubled: 'both' } },
        over: { status: 'open', received: { kind: 'days', count: 7 } },
        catchUp: 'all',
        tell: ['team-lead'],
      },
    ]);
    expect(set?.digest).toBe(load(usualFiles).set?.digest);
    expect(load(usualFiles).set?.schedules).toEqual([]);
  });

  it('takes the calendar of the organisation and its zone unless it says otherwise', () => {
    const { set } = load({ ...usualFiles, 'schedules.yaml': monthly });
    expect(set?.schedules).toMatchObject([
      {
        at: { kind: 'working-day', calendar: { id: 'cn' }, zone: { id: 'Asia/Shanghai' }, minutes: 1080 },
        report: { languages: ['zh'], formats: ['pdf', 'json'], findings: 'attention' },
        catchUp: 'latest',
      },
    ]);
  });

  it('has a time that comes twice run once, but every hour in every hour', () => {
    const doubled = (cron: string) =>
      load({
        ...usualFiles,
        'schedules.yaml': good.replace('30 6 * * mon-fri', cron).replace(', doubled-hour: both', ''),
      }).set?.schedules[0]?.at.hours.doubled;
    expect([doubled('30 2 * * *'), doubled('30 * * * *')]).toEqual(['first', 'both']);
  });

  const cronAt = 'schedules.yaml:4:17 schedules.daily-check.at.cron';
  it.each([
    ['30 6 * * mon-fri', '30 6 * *', `schedule.cron_fields ${cronAt}`],
    ['30 6 * * mon-fri', '0 30 6 * * mon', `schedule.cron_fields ${cronAt}`],
    ['30 6 * * mon-fri', '@daily', `schedule.cron_fields ${cronAt}`],
    ['30 6 * * mon-fri', '60 6 * * *', `schedule.cron_field ${cronAt}`],
    ['30 6 * * mon-fri', '30 24 * * *', `schedule.cron_field ${cronAt}`],
    ['30 6 * * mon-fri', '30 6 0 * *', `schedule.cron_field ${cronAt}`],
    ['30 6 * * mon-fri', '30 6 * 13 *', `schedule.cron_field ${cronAt}`],
    ['30 6 * * mon-fri', '30 6 * * fri-mon', `schedule.cron_field ${cronAt}`],
    ['30 6 * * mon-fri', '30 6 L * *', `schedule.cron_field ${cronAt}`],
    ['30 6 * * mon-fri', '30 6 * * fri#2', `schedule.cron_field ${cronAt}`],
    ['30 6 * * mon-fri', '5/10 6 * * *', `schedule.cron_field ${cronAt}`],
    ['30 6 * * mon-fri', '*/0 6 * * *', `schedule.cron_field ${cronAt}`],
    ['30 6 * * mon-fri', '30 6 1,,2 * *', `schedule.cron_field ${cronAt}`],
    ['30 6 * * mon-fri', '30 6 ? * *', `schedule.cron_field ${cronAt}`],
    ['30 6 * * mon-fri', '30 6 */2 * mon', `schedule.cron_days_ambiguous ${cronAt}`],
    ['30 6 * * mon-fri', '30 6 30 2 *', `schedule.never ${cronAt}`],
    ['30 6 * * mon-fri', '30 6 31 2,4,6,9,11 *', `schedule.never ${cronAt}`],
    ['Asia/Shanghai', 'Asia/Shangai', 'calendar.unknown_zone schedules.yaml:4:43 schedules.daily-check.at.zone'],
    [
      'missing-hour: skip',
      'missing-hour: later',
      'yaml.wrong_value schedules.yaml:4:72 schedules.daily-check.at.missing-hour',
    ],
    ['doubled-hour: both', 'time: "18:00"', 'schedule.key_beside schedules.yaml:4:78 schedules.daily-check.at.time'],
    ['doubled-hour: both', 'colour: red', 'yaml.unknown_key schedules.yaml:4:78 schedules.daily-check.at.colour'],
    ['cron: "30 6 * * mon-fri", ', '', 'schedule.at_form schedules.yaml:4:9 schedules.daily-check.at'],
    [
      'received: last 7 days',
      'received: lately',
      'schedule.received_form schedules.yaml:6:37 schedules.daily-check.over.received',
    ],
    ['status: open', 'status: new', 'yaml.wrong_value schedules.yaml:6:21 schedules.daily-check.over.status'],
    ['does: check', 'does: report', 'schedule.over_unused schedules.yaml:6:13 schedules.daily-check.over.status'],
    ['does: check', 'does: destroy', 'yaml.wrong_value schedules.yaml:5:11 schedules.daily-check.does'],
    [
      'does: check',
      'does: check\n    report: { languages: [en] }',
      'schedule.key_beside schedules.yaml:6:5 schedules.daily-check.report',
    ],
    ['[team-lead]', '[team-leed]', 'schedule.unknown_role schedules.yaml:8:12 schedules.daily-check.tell.0'],
    ['catch-up: all', 'catch-up: some', 'yaml.wrong_value schedules.yaml:7:15 schedules.daily-check.catch-up'],
    ['daily-check:', 'Daily check:', 'yaml.wrong_value schedules.yaml:2:3 schedules.Daily check'],
    [', zh: 每日检查', '', 'yaml.missing_key schedules.yaml:3:5 schedules.daily-check.title.zh'],
  ])('with %s → %s is refused', (from, to, expected) => {
    expect(faultsOf(good.replace(from, to))).toEqual([expected]);
  });

  it.each([
    ['last working day', 'penultimate working day', 'schedule.on_form'],
    ['last working day', '90 working days before the end', 'schedule.on_form'],
    ['"18:00"', '"25:00"', 'schedule.time_form'],
    ['"18:00"', '"6 pm"', 'schedule.time_form'],
    ['\n      time: "18:00"', '', 'schedule.at_form'],
    ['time: "18:00"', 'time: "18:00"\n      calendar: cm', 'policy.unknown_calendar'],
    ['time: "18:00"', 'time: "18:00"\n      cron: "0 0 * * *"', 'schedule.at_form'],
    ['received: this month', 'status: open', 'schedule.over_unused'],
  ])('of working days with %s → %s is refused', (from, to, expected) => {
    expect(faultsOf(monthly.replace(from, to)).map((each) => each.split(' ')[0])).toEqual([expected]);
  });

  it('tells every fault of every schedule at once', () => {
    const text = `${good.replace('mon-fri', 'mon-fry').replace('team-lead', 'teem-lead')}${monthly.replace('schedules:\n', '').replace('18:00', '18')}`;
    expect(faultsOf(text).map((each) => each.split(' ')[0])).toEqual([
      'schedule.cron_field',
      'schedule.unknown_role',
      'schedule.time_form',
    ]);
  });

  it.each(['schedules.yml', 'house/schedules.yaml'])('is not read as %s, which is told', (file) => {
    expect(load({ ...usualFiles, [file]: good }).faults).toMatchObject([
      { code: 'schedule.misplaced', place: { file } },
    ]);
  });

  it('does not run over an expression of any length or form', () => {
    const long = `${'1,'.repeat(5_000)}1 * * * *`;
    expect(faultsOf(good.replace('30 6 * * mon-fri', long))).toEqual([`schedule.cron_fields ${cronAt}`]);
    expect(faultsOf('schedules: [1]')).toHaveLength(1);
    expect(faultsOf('schedules:\n  a: 1\n')).toHaveLength(1);
  });
});
