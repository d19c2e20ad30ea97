// Writes samples/complaints.csv: named complaints, each one trap, and ordinary ones from a seeded generator.
// The same seed gives the same file, byte for byte: `node scripts/samples.mjs`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const columns = [
  'complaint',
  'event',
  'at',
  'event_id',
  'recorded_at',
  'ref',
  'retracts',
  'reason',
  'channel',
  'category',
  'product',
  'urgency',
  'complainant_name',
  'description',
  'materials_wanted',
  'department',
  'part_due_on',
  'complained_to',
  'respondent_kind',
  'jurisdiction',
  'our_complaint',
  'payment_service',
  'delay_beyond_control',
  'refusal_ground',
  'refusal_reasons_given',
  'refusal_routes_given',
];

const direct = { channel: 'web', category: 'after-sales', urgency: 'normal', complained_to: 'respondent' };
const toRegulator = {
  channel: 'regulator',
  category: 'product-quality',
  complained_to: 'market-regulator',
  our_complaint: 'no',
};
const british = {
  channel: 'e-mail',
  category: 'other',
  jurisdiction: 'uk',
  respondent_kind: 'fca-firm',
  our_complaint: 'no',
  complained_to: 'respondent',
};

/** Named complaints: [id, then [event, at, data]…]. What each teaches stands in samples/README.md. */
const named = [
  [
    'SPRING-FESTIVAL',
    ['received', '2026-02-12T10:00+08:00', { ...toRegulator, product: '电饭煲', complainant_name: '李春' }],
    ['accepted', '2026-02-28T16:00+08:00'],
    ['complainant-told', '2026-02-28T17:30+08:00'],
    ['mediation-agreed', '2026-03-20T11:00+08:00'],
  ],
  [
    'NATIONAL-DAY',
    ['received', '2026-09-24T09:20+08:00', { ...toRegulator, product: '扫地机器人', complainant_name: '国庆' }],
    ['accepted', '2026-10-12T15:00+08:00'],
    ['complainant-told', '2026-10-13T09:00+08:00'],
    ['mediation-agreed', '2026-11-02T10:00+08:00'],
  ],
  [
    'MAKE-UP-SATURDAY',
    [
      'received',
      '2026-02-13T17:45+08:00',
      { ...direct, urgency: 'urgent', product: '空调', complainant_name: '周补班' },
    ],
    ['person-assigned', '2026-02-13T18:20+08:00'],
    ['first-response-given', '2026-02-14T09:10+08:00'],
    ['process-told', '2026-02-14T10:00+08:00'],
    ['plan-made', '2026-02-14T11:00+08:00'],
    ['responsible-person-told', '2026-02-14T11:05+08:00'],
    ['decided', '2026-02-14T16:00+08:00'],
    ['resolved', '2026-02-14T16:30+08:00'],
    ['closed', '2026-02-14T17:00+08:00'],
    ['followed-up', '2026-02-24T10:00+08:00'],
  ],
  [
    'LAST-SECOND',
    ['received', '2026-03-02T09:05+08:00', { ...direct, product: '手机', complainant_name: '秦时' }],
    ['first-response-given', '2026-03-02T10:40+08:00'],
    ['process-told', '2026-03-02T15:00+08:00'],
    ['plan-made', '2026-03-02T16:00+08:00'],
    ['responsible-person-told', '2026-03-02T16:01+08:00'],
    ['decided', '2026-03-12T23:59:59+08:00'],
    ['closed', '2026-03-13T09:00+08:00'],
    ['followed-up', '2026-03-18T15:00+08:00'],
  ],
  [
    'URGENT-LATER',
    ['received', '2026-04-21T10:00+08:00', { ...direct, product: '电热水器', complainant_name: '安宁' }],
    ['facts-recorded', '2026-04-21T11:00+08:00', { urgency: 'urgent' }],
    ['first-response-given', '2026-04-21T11:50+08:00'],
    ['person-assigned', '2026-04-21T11:20+08:00'],
    ['process-told', '2026-04-21T14:00+08:00'],
    ['plan-made', '2026-04-21T15:00+08:00'],
    ['responsible-person-told', '2026-04-21T15:00+08:00'],
    ['decided', '2026-04-24T10:00+08:00'],
    ['closed', '2026-04-24T10:30+08:00'],
    ['followed-up', '2026-04-28T10:00+08:00'],
  ],
  [
    'PAUSED-FOR-MATERIALS',
    ['received', '2026-03-02T14:00+08:00', { ...direct, product: '笔记本电脑', complainant_name: '白纸' }],
    ['first-response-given', '2026-03-02T15:00+08:00'],
    ['process-told', '2026-03-02T16:00+08:00'],
    ['plan-made', '2026-03-03T09:30+08:00'],
    ['responsible-person-told', '2026-03-03T09:40+08:00'],
    ['materials-requested', '2026-03-04', { materials_wanted: '购买凭证照片' }],
    ['materials-received', '2026-03-24'],
    ['decided', '2026-03-27T17:00+08:00'],
    ['closed', '2026-03-27T17:30+08:00'],
    ['followed-up', '2026-04-02T10:00+08:00'],
  ],
  [
    'PAUSE-WITHOUT-EVIDENCE',
    ['received', '2026-05-06T09:30+08:00', { ...direct, product: '洗衣机', complainant_name: '梅有' }],
    ['first-response-given', '2026-05-06T10:00+08:00'],
    ['process-told', '2026-05-06T11:00+08:00'],
    ['plan-made', '2026-05-06T15:00+08:00'],
    ['responsible-person-told', '2026-05-06T15:30+08:00'],
    ['decided', '2026-05-07T17:00+08:00'],
    ['repair-started', '2026-05-08'],
    ['parts-ordered', '2026-05-11'],
    ['parts-arrived', '2026-05-18'],
    ['repair-finished', '2026-05-28T16:00+08:00'],
    ['closed', '2026-05-28T17:10+08:00'],
    ['followed-up', '2026-06-01T10:00+08:00'],
  ],
  [
    'STILL-PAUSED',
    ['received', '2026-11-11T09:10+08:00', { ...direct, product: '显示器', complainant_name: '等待' }],
    ['first-response-given', '2026-11-11T10:00+08:00'],
    ['process-told', '2026-11-11T11:00+08:00'],
    ['plan-made', '2026-11-11T15:00+08:00'],
    ['responsible-person-told', '2026-11-11T15:10+08:00'],
    ['materials-requested', '2026-11-16', { materials_wanted: '故障视频' }],
  ],
  [
    'RETRACTED-DECISION',
    ['received', '2026-06-01T09:00+08:00', { ...direct, product: '冰箱', complainant_name: '更正' }],
    ['first-response-given', '2026-06-01T09:30+08:00'],
    ['process-told', '2026-06-01T10:00+08:00'],
    ['plan-made', '2026-06-01T15:00+08:00'],
    ['responsible-person-told', '2026-06-01T15:10+08:00'],
    ['decided', '2026-06-05T10:00+08:00', { event_id: 'wrong-entry' }],
    [
      'event-retracted',
      '2026-06-16T09:00+08:00',
      { retracts: 'wrong-entry', reason: 'entered on the wrong complaint' },
    ],
  ],
  [
    'RECORDED-LATE',
    ['received', '2026-07-06T09:15+08:00', { ...direct, product: '耳机', complainant_name: '迟录' }],
    ['first-response-given', '2026-07-06T10:00+08:00'],
    ['process-told', '2026-07-06T10:10+08:00'],
    ['plan-made', '2026-07-06T11:00+08:00'],
    ['responsible-person-told', '2026-07-06T11:00+08:00'],
    ['decided', '2026-07-15T10:00+08:00', { recorded_at: '2026-07-22T10:00+08:00' }],
    ['closed', '2026-07-15T11:00+08:00'],
    ['followed-up', '2026-07-20T10:00+08:00'],
  ],
  [
    'REOPENED',
    ['received', '2026-03-02T09:00+08:00', { ...direct, product: '微波炉', complainant_name: '重来' }],
    ['first-response-given', '2026-03-02T09:20+08:00'],
    ['process-told', '2026-03-02T10:00+08:00'],
    ['plan-made', '2026-03-02T11:00+08:00'],
    ['responsible-person-told', '2026-03-02T11:00+08:00'],
    ['decided', '2026-03-05T10:00+08:00'],
    ['closed', '2026-03-05T10:30+08:00'],
    ['followed-up', '2026-03-10T10:00+08:00'],
    ['reopened', '2026-05-11T09:00+08:00'],
    ['decided', '2026-05-20T15:00+08:00'],
    ['closed', '2026-05-21T09:00+08:00'],
    ['followed-up', '2026-05-27T09:00+08:00'],
  ],
  [
    'WITHDRAWN-IN-TIME',
    ['received', '2026-08-03T09:05+08:00', { ...direct, product: '台灯', complainant_name: '罢了' }],
    ['first-response-given', '2026-08-03T09:40+08:00'],
    ['process-told', '2026-08-03T11:00+08:00'],
    ['withdrawn', '2026-08-04T08:00+08:00'],
  ],
  [
    'TWO-DEPARTMENTS',
    [
      'received',
      '2026-03-02T09:00+08:00',
      { ...direct, category: 'transaction', product: '会员卡', complainant_name: '双方' },
    ],
    ['first-response-given', '2026-03-02T09:45+08:00'],
    ['process-told', '2026-03-02T10:00+08:00'],
    ['plan-made', '2026-03-02T11:00+08:00'],
    ['responsible-person-told', '2026-03-02T11:00+08:00'],
    ['department-assigned', '2026-03-02T13:40+08:00', { ref: 'A', department: 'finance', part_due_on: '2026-03-10' }],
    ['department-assigned', '2026-03-02T13:41+08:00', { ref: 'B', department: 'logistics', part_due_on: '2026-03-12' }],
    ['department-answered', '2026-03-09T10:00+08:00', { ref: 'B' }],
    ['decided', '2026-03-11T10:00+08:00'],
    ['closed', '2026-03-11T11:00+08:00'],
    ['followed-up', '2026-03-16T11:00+08:00'],
  ],
  [
    'TOLD-BEFORE-RECEIVED',
    ['received', '2026-09-08T09:00+08:00', { ...direct, product: '吹风机', complainant_name: '先后' }],
    ['first-response-given', '2026-09-05T09:00+08:00'],
    ['process-told', '2026-09-08T11:00+08:00'],
    ['plan-made', '2026-09-08T14:00+08:00'],
    ['responsible-person-told', '2026-09-08T14:00+08:00'],
    ['decided', '2026-09-10T10:00+08:00'],
    ['closed', '2026-09-10T10:30+08:00'],
    ['followed-up', '2026-09-15T10:00+08:00'],
  ],
  [
    'DATE-WITHOUT-TIME',
    ['received', '2026-10-20T10:00+08:00', { ...direct, product: '路由器', complainant_name: '某日' }],
    ['first-response-given', '2026-10-20'],
    ['process-told', '2026-10-20T16:00+08:00'],
    ['plan-made', '2026-10-20T17:00+08:00'],
    ['responsible-person-told', '2026-10-20T17:00+08:00'],
    ['decided', '2026-10-28'],
    ['closed', '2026-10-28'],
    ['followed-up', '2026-11-02'],
  ],
  [
    'PROVISIONAL-NEXT-YEAR',
    ['received', '2026-11-04T09:00+08:00', { ...toRegulator, product: '净水器', complainant_name: '明年' }],
    ['accepted', '2026-11-10T10:00+08:00'],
    ['complainant-told', '2026-11-10T11:00+08:00'],
  ],
  [
    'ORDER-20-LAST-EVENING',
    ['received', '2026-04-14T15:30Z', { ...toRegulator, product: '豆浆机', complainant_name: '旧章' }],
    ['accepted', '2026-04-20T10:00+08:00'],
    ['complainant-told', '2026-04-20T11:00+08:00'],
    ['mediation-agreed', '2026-06-24T10:00+08:00'],
  ],
  [
    'ORDER-121-FIRST-NIGHT',
    ['received', '2026-04-14T16:30Z', { ...toRegulator, product: '豆浆机', complainant_name: '新章' }],
    ['accepted', '2026-04-20T10:00+08:00'],
    ['complainant-told', '2026-04-20T11:00+08:00'],
    ['mediation-agreed', '2026-06-24T10:00+08:00'],
  ],
  [
    'SECOND-REFUSAL-CURES-NOTHING',
    ['received', '2026-08-10T09:00+08:00', { ...toRegulator, product: '充电宝', complainant_name: '两驳' }],
    [
      'refused',
      '2026-08-13T10:00+08:00',
      { refusal_ground: 'out-of-remit', refusal_reasons_given: 'yes', refusal_routes_given: 'no' },
    ],
    ['complainant-told', '2026-08-13T11:00+08:00'],
    [
      'refused',
      '2026-08-17T10:00+08:00',
      { refusal_ground: 'out-of-remit', refusal_reasons_given: 'yes', refusal_routes_given: 'yes' },
    ],
  ],
  [
    'SUMMER-TIME-IN-LONDON',
    [
      'received',
      '2026-03-31T23:30Z',
      { ...british, product: 'Current account', payment_service: 'no', complainant_name: 'Ada Spring' },
    ],
    ['acknowledged', '2026-04-02T09:00Z'],
    ['final-response-sent', '2026-05-27T16:00+01:00'],
  ],
  [
    'LATE-HOLDING-RESPONSE',
    [
      'received',
      '2026-04-02T11:00+01:00',
      {
        ...british,
        product: 'Card payment',
        payment_service: 'yes',
        delay_beyond_control: 'yes',
        complainant_name: 'Holly Day',
      },
    ],
    ['acknowledged', '2026-04-07T09:00+01:00'],
    ['holding-response-sent', '2026-04-28T09:00+01:00'],
    ['final-response-sent', '2026-05-26T10:00+01:00'],
  ],
  [
    'HOLDING-RESPONSE-IN-TIME',
    [
      'received',
      '2026-04-02T11:00+01:00',
      {
        ...british,
        product: 'Card payment',
        payment_service: 'yes',
        delay_beyond_control: 'yes',
        complainant_name: 'Ivy Hold',
      },
    ],
    ['acknowledged', '2026-04-07T09:00+01:00'],
    ['holding-response-sent', '2026-04-27T09:00+01:00'],
    ['final-response-sent', '2026-05-26T10:00+01:00'],
  ],
  [
    'MISSING-FACT',
    ['received', '2026-07-01T10:00+01:00', { ...british, product: 'Transfer', complainant_name: 'May Bee' }],
    ['acknowledged', '2026-07-02T09:00+01:00'],
    ['final-response-sent', '2026-08-20T10:00+01:00'],
  ],
  [
    'CHARACTER-NO-FACE-HAS',
    [
      'received',
      '2026-10-12T09:30+08:00',
      { ...direct, product: '🐕 feeder 𠮷', complainant_name: '狗𬭎', description: '=HYPERLINK("x") <b>not bold</b>' },
    ],
    ['first-response-given', '2026-10-12T13:40+08:00'],
    ['process-told', '2026-10-12T15:00+08:00'],
    ['plan-made', '2026-10-12T16:00+08:00'],
    ['responsible-person-told', '2026-10-12T16:00+08:00'],
    ['decided', '2026-10-16T10:00+08:00'],
    ['closed', '2026-10-16T10:30+08:00'],
    ['followed-up', '2026-10-20T10:00+08:00'],
  ],
  [
    'NO-SUCH-DAY',
    ['received', '2026-02-30T09:00+08:00', { ...direct, product: '闹钟', complainant_name: '无日' }],
    ['first-response-given', '2026-03-01T09:00+08:00'],
  ],
];

// A small generator of random numbers (mulberry32): the samples must not change from run to run.
let seed = 20261121;
function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const between = (low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (list) => list[Math.floor(random() * list.length)];
const chance = (share) => random() < share;

const minute = 60_000;
const day = 24 * 60 * minute;
const end = Date.UTC(2026, 10, 20, 10);
const stamp = (at) => new Date(at + 8 * 60 * minute).toISOString().slice(0, 16) + '+08:00';

/** An ordinary complaint: most steps in time, some late, some not yet. */
function ordinary(number) {
  const received = Date.UTC(2026, 0, 4) + between(0, 319) * day + between(60, 560) * minute;
  const urgent = chance(0.08);
  const rows = [
    [
      'received',
      received,
      {
        ...direct,
        channel: pick(['store-counter', 'telephone', 'web', 'e-mail', 'social-media', 'third-party-platform']),
        category: pick([
          'product-quality',
          'product-quality',
          'after-sales',
          'after-sales',
          'service-attitude',
          'price',
          'logistics',
          'other',
        ]),
        product: pick(['手机', '空调', '冰箱', '洗衣机', '电视机', '笔记本电脑', '扫地机器人', '热水器']),
        urgency: urgent ? 'urgent' : 'normal',
        complainant_name:
          pick(['王', '李', '张', '刘', '陈', '杨', '赵', '黄']) +
          pick(['伟', '芳', '娜', '敏', '静', '磊', '洋', '艳']),
      },
    ],
  ];
  const step = (event, after, data) => rows.push([event, after, data]);
  const respond = received + (chance(0.92) ? between(5, urgent ? 28 : 110) : between(200, 1_500)) * minute;
  step('first-response-given', respond);
  if (urgent) step('person-assigned', received + (chance(0.9) ? between(5, 55) : between(70, 200)) * minute);
  if (chance(0.97))
    step('process-told', received + (chance(0.95) ? between(60, 1_380) : between(1_500, 4_000)) * minute);
  const plan = received + (chance(0.95) ? between(60, 1_300) : between(1_500, 3_000)) * minute;
  step('plan-made', plan);
  step('responsible-person-told', plan + between(1, 100) * minute);
  const length = chance(0.93) ? between(1, 9) : between(11, 24);
  const materials = chance(0.15);
  if (materials) {
    const asked = received + between(1, 3) * day;
    step('materials-requested', asked, { materials_wanted: '购买凭证' });
    if (chance(0.9)) step('materials-received', asked + between(1, 12) * day);
  }
  if (chance(0.02)) {
    step('withdrawn', received + 2 * day);
    return [`C-2026-${String(number).padStart(4, '0')}`, rows];
  }
  const decided = received + length * day + (materials ? 10 * day : 0);
  step('decided', decided);
  step('closed', decided + between(10, 300) * minute);
  if (chance(0.93)) step('followed-up', decided + (chance(0.95) ? between(1, 6) : between(8, 15)) * day);
  return [`C-2026-${String(number).padStart(4, '0')}`, rows];
}

const cell = (value = '') => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const line = (complaint, event, at, data = {}) =>
  columns.map((column) => cell({ ...data, complaint, event, at }[column])).join(',');

const lines = [columns.join(',')];
for (const [id, ...events] of named) for (const [event, at, data] of events) lines.push(line(id, event, at, data));
for (let number = 1; number <= 320; number++) {
  const [id, rows] = ordinary(number);
  for (const [event, at, data] of rows.toSorted((a, b) => a[1] - b[1]))
    if (at <= end) lines.push(line(id, event, stamp(at), data));
}
writeFileSync(join(import.meta.dirname, '..', 'samples', 'complaints.csv'), `${lines.join('\n')}\n`);
process.stdout.write(
  `samples/complaints.csv: ${named.length} named and 320 ordinary complaints, ${lines.length - 1} rows\n`,
);
