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
  'product_kind',
  'complainant_name',
  'complainant_kind',
  'complainants',
  'contact',
  'complainant_phone',
  'complainant_address',
  'respondent_name',
  'respondent_address',
  'request',
  'factual_basis',
  'description',
  'complaint_time',
  'event_time',
  'requested_remedy',
  'claim_amount',
  'receiving_person',
  'responsible_person',
  'original_kept',
  'review_screenshot_kept',
  'review_address',
  'review_seen_at',
  'store',
  'serial',
  'price',
  'purchased_on',
  'delivered_on',
  'fault_found_on',
  'knew_on',
  'knew_obligor_on',
  'harmed_on',
  'first_delivered_on',
  'proof_of_purchase',
  'supporting_materials',
  'sold_at_distance',
  'complete_and_undamaged',
  'injury',
  'safety_risk',
  'media_exposure',
  'legal_threat',
  'service_disrupted',
  'person_certified_for_category',
  'fault_by',
  'fault_evidence',
  'way_of_handling',
  'routes_given',
  'loss',
  'satisfaction_score',
  'held_records',
  'hold_reason',
  'materials_wanted',
  'department',
  'part_due_on',
  'complained_to',
  'respondent_kind',
  'jurisdiction',
  'our_complaint',
  'payment_service',
  'delay_beyond_control',
  'says_when_firm_will_answer',
  'event_on',
  'refusal_ground',
  'refusal_reasons_given',
  'refusal_routes_given',
];

const minute = 60_000;
const day = 24 * 60 * minute;
const stamp = (at) => new Date(at + 8 * 60 * minute).toISOString().slice(0, 16) + '+08:00';
const dateOf = (at) => stamp(at).slice(0, 10);

const kinds = {
  手机: 'phone',
  笔记本电脑: 'computer',
  空调: 'appliance',
  冰箱: 'appliance',
  洗衣机: 'appliance',
  电视机: 'appliance',
};

/** What is recorded of the goods: bought and delivered some days before, the fault found a day before the complaint. */
function goods(received, product, daysBefore = 100) {
  const at = Date.parse(received);
  return {
    product,
    product_kind: kinds[product] ?? 'other',
    store: 'nanjing-road',
    serial: `SN-${dateOf(at).replaceAll('-', '')}`,
    price: '1999.00 CNY',
    purchased_on: dateOf(at - (daysBefore + 2) * day),
    delivered_on: dateOf(at - daysBefore * day),
    fault_found_on: dateOf(at - day),
    knew_on: dateOf(at - day),
    knew_obligor_on: dateOf(at - day),
    harmed_on: dateOf(at - day),
    first_delivered_on: dateOf(at - daysBefore * day),
    proof_of_purchase: 'yes',
    supporting_materials: '购买凭证照片',
    event_time: stamp(at - day),
    sold_at_distance: 'no',
  };
}

/** Nothing that would make a complaint urgent (H-04). */
const harmless = { injury: 'no', safety_risk: 'no', media_exposure: 'no', legal_threat: 'no', complainants: '1' };

/** A complaint made to ourselves, with the whole record of H-02. */
function direct(received, product, more = {}) {
  return {
    channel: 'web',
    category: 'after-sales',
    complained_to: 'respondent',
    complaint_time: stamp(Date.parse(received)),
    complainant_kind: 'ordinary',
    contact: '138****0000',
    description: `${product}出现故障`,
    requested_remedy: 'repair',
    claim_amount: '0 CNY',
    receiving_person: '值班员',
    responsible_person: '郑工',
    original_kept: 'yes',
    ...goods(received, product),
    ...harmless,
    ...more,
  };
}

/** A complaint about somebody else, made to the market regulator. */
function toRegulator(received, product, complainant_name) {
  return {
    channel: 'regulator',
    category: 'product-quality',
    complained_to: 'market-regulator',
    our_complaint: 'no',
    complainant_name,
    complainant_phone: '139****1111',
    complainant_address: '上海市某路1号',
    respondent_name: '某某商行',
    respondent_address: '上海市某路2号',
    request: '退货退款',
    factual_basis: `${product}无法正常使用`,
    ...goods(received, product),
  };
}

function british(product, more = {}) {
  return {
    channel: 'e-mail',
    category: 'other',
    jurisdiction: 'uk',
    respondent_kind: 'fca-firm',
    our_complaint: 'no',
    complained_to: 'respondent',
    product,
    event_on: '2026-02-10',
    knew_on: '2026-02-20',
    ...more,
  };
}

/** What a decision, a closing and a follow-up record (H-20, H-21, H-26, H-16). */
const decision = { fault_by: 'shop', fault_evidence: 'work-order', way_of_handling: 'negotiation', loss: '0 CNY' };
const closing = { routes_given: 'yes' };
const satisfied = { satisfaction_score: '5' };
const assigned = { person_certified_for_category: 'yes' };
const carried = { decided: decision, closed: closing, 'followed-up': satisfied, 'person-assigned': assigned };

/** Named complaints: [id, then [event, at, data]…]. What each teaches stands in samples/README.md. */
const named = [
  [
    'SPRING-FESTIVAL',
    ['received', '2026-02-12T10:00+08:00', toRegulator('2026-02-12T10:00+08:00', '电饭煲', '李春')],
    ['accepted', '2026-02-28T16:00+08:00'],
    ['complainant-told', '2026-02-28T17:30+08:00'],
    ['mediation-agreed', '2026-03-20T11:00+08:00'],
  ],
  [
    'NATIONAL-DAY',
    ['received', '2026-09-24T09:20+08:00', toRegulator('2026-09-24T09:20+08:00', '扫地机器人', '国庆')],
    ['accepted', '2026-10-12T15:00+08:00'],
    ['complainant-told', '2026-10-13T09:00+08:00'],
    ['mediation-agreed', '2026-11-02T10:00+08:00'],
  ],
  [
    'MAKE-UP-SATURDAY',
    [
      'received',
      '2026-02-13T17:45+08:00',
      direct('2026-02-13T17:45+08:00', '空调', {
        safety_risk: 'yes',
        description: '空调漏电',
        complainant_name: '周补班',
      }),
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
    ['received', '2026-03-02T09:05+08:00', direct('2026-03-02T09:05+08:00', '手机', { complainant_name: '秦时' })],
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
    ['received', '2026-04-21T10:00+08:00', direct('2026-04-21T10:00+08:00', '电热水器', { complainant_name: '安宁' })],
    ['facts-recorded', '2026-04-21T11:00+08:00', { safety_risk: 'yes', description: '热水器开始漏电' }],
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
    [
      'received',
      '2026-03-02T14:00+08:00',
      direct('2026-03-02T14:00+08:00', '笔记本电脑', { complainant_name: '白纸' }),
    ],
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
    ['received', '2026-05-06T09:30+08:00', direct('2026-05-06T09:30+08:00', '洗衣机', { complainant_name: '梅有' })],
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
    ['received', '2026-11-11T09:10+08:00', direct('2026-11-11T09:10+08:00', '显示器', { complainant_name: '等待' })],
    ['first-response-given', '2026-11-11T10:00+08:00'],
    ['process-told', '2026-11-11T11:00+08:00'],
    ['plan-made', '2026-11-11T15:00+08:00'],
    ['responsible-person-told', '2026-11-11T15:10+08:00'],
    ['materials-requested', '2026-11-16', { materials_wanted: '故障视频' }],
  ],
  [
    'RETRACTED-DECISION',
    ['received', '2026-06-01T09:00+08:00', direct('2026-06-01T09:00+08:00', '冰箱', { complainant_name: '更正' })],
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
    ['received', '2026-07-06T09:15+08:00', direct('2026-07-06T09:15+08:00', '耳机', { complainant_name: '迟录' })],
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
    ['received', '2026-03-02T09:00+08:00', direct('2026-03-02T09:00+08:00', '微波炉', { complainant_name: '重来' })],
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
    ['received', '2026-08-03T09:05+08:00', direct('2026-08-03T09:05+08:00', '台灯', { complainant_name: '罢了' })],
    ['first-response-given', '2026-08-03T09:40+08:00'],
    ['process-told', '2026-08-03T11:00+08:00'],
    ['withdrawn', '2026-08-04T08:00+08:00'],
  ],
  [
    'TWO-DEPARTMENTS',
    [
      'received',
      '2026-03-02T09:00+08:00',
      direct('2026-03-02T09:00+08:00', '会员卡', { category: 'transaction', complainant_name: '双方' }),
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
    ['received', '2026-09-08T09:00+08:00', direct('2026-09-08T09:00+08:00', '吹风机', { complainant_name: '先后' })],
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
    ['received', '2026-10-20T10:00+08:00', direct('2026-10-20T10:00+08:00', '路由器', { complainant_name: '某日' })],
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
    ['received', '2026-11-04T09:00+08:00', toRegulator('2026-11-04T09:00+08:00', '净水器', '明年')],
    ['accepted', '2026-11-10T10:00+08:00'],
    ['complainant-told', '2026-11-10T11:00+08:00'],
  ],
  [
    'ORDER-20-LAST-EVENING',
    ['received', '2026-04-14T15:30Z', toRegulator('2026-04-14T15:30Z', '豆浆机', '旧章')],
    ['accepted', '2026-04-20T10:00+08:00'],
    ['complainant-told', '2026-04-20T11:00+08:00'],
    ['mediation-agreed', '2026-06-24T10:00+08:00'],
  ],
  [
    'ORDER-121-FIRST-NIGHT',
    ['received', '2026-04-14T16:30Z', toRegulator('2026-04-14T16:30Z', '豆浆机', '新章')],
    ['accepted', '2026-04-20T10:00+08:00'],
    ['complainant-told', '2026-04-20T11:00+08:00'],
    ['mediation-agreed', '2026-06-24T10:00+08:00'],
  ],
  [
    'SECOND-REFUSAL-CURES-NOTHING',
    ['received', '2026-08-10T09:00+08:00', toRegulator('2026-08-10T09:00+08:00', '充电宝', '两驳')],
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
      british('Current account', { payment_service: 'no', complainant_name: 'Ada Spring' }),
    ],
    ['acknowledged', '2026-04-02T09:00Z'],
    ['final-response-sent', '2026-05-27T16:00+01:00'],
  ],
  [
    'LATE-HOLDING-RESPONSE',
    [
      'received',
      '2026-04-02T11:00+01:00',
      british('Card payment', { payment_service: 'yes', delay_beyond_control: 'yes', complainant_name: 'Holly Day' }),
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
      british('Card payment', { payment_service: 'yes', delay_beyond_control: 'yes', complainant_name: 'Ivy Hold' }),
    ],
    ['acknowledged', '2026-04-07T09:00+01:00'],
    ['holding-response-sent', '2026-04-27T09:00+01:00'],
    ['final-response-sent', '2026-05-26T10:00+01:00'],
  ],
  [
    'SUPERSEDED-PROMISE',
    [
      'received',
      '2026-11-20T17:50+08:00',
      direct('2026-11-20T17:50+08:00', '电暖器', {
        injury: 'yes',
        description: '电暖器烫伤',
        complainant_name: '让先',
      }),
    ],
    ['person-assigned', '2026-11-20T18:10+08:00'],
    ['process-told', '2026-11-20T18:15+08:00'],
    ['plan-made', '2026-11-20T18:30+08:00'],
    ['responsible-person-told', '2026-11-20T18:30+08:00'],
  ],
  [
    'LAPSED-RIGHT',
    [
      'received',
      '2026-10-09T09:30+08:00',
      direct('2026-10-09T09:30+08:00', '蓝牙音箱', {
        sold_at_distance: 'yes',
        purchased_on: '2026-09-25',
        delivered_on: '2026-09-28',
        complete_and_undamaged: 'yes',
        description: '不喜欢，要求七日无理由退货',
        requested_remedy: 'return',
        complainant_name: '迟退',
      }),
    ],
    ['return-notified', '2026-10-09T09:30+08:00'],
    ['first-response-given', '2026-10-09T10:00+08:00'],
    ['process-told', '2026-10-09T11:00+08:00'],
    ['plan-made', '2026-10-09T14:00+08:00'],
    ['responsible-person-told', '2026-10-09T14:00+08:00'],
    ['decided', '2026-10-10T10:00+08:00'],
    ['closed', '2026-10-10T10:30+08:00'],
    ['followed-up', '2026-10-14T10:00+08:00'],
  ],
  [
    'HOLD-AGAINST-MAXIMUM',
    [
      'received',
      '2026-06-08T09:00+08:00',
      direct('2026-06-08T09:00+08:00', '智能门锁', { legal_threat: 'yes', complainant_name: '留存' }),
    ],
    ['person-assigned', '2026-06-08T09:10+08:00'],
    ['first-response-given', '2026-06-08T09:20+08:00'],
    ['process-told', '2026-06-08T11:00+08:00'],
    ['plan-made', '2026-06-08T14:00+08:00'],
    ['responsible-person-told', '2026-06-08T14:00+08:00'],
    [
      'hold-placed',
      '2026-06-09T09:00+08:00',
      { ref: 'lawsuit', held_records: 'personal-data', hold_reason: '投诉人已起诉' },
    ],
    ['decided', '2026-06-12T10:00+08:00'],
    ['closed', '2026-06-12T10:30+08:00'],
    ['followed-up', '2026-06-16T10:00+08:00'],
    ['consent-withdrawn', '2026-06-20T12:00+08:00'],
  ],
  [
    'TWO-JURISDICTIONS',
    [
      'received',
      '2026-03-31T23:30Z',
      {
        ...toRegulator('2026-03-31T23:30Z', 'Travel card', '罗兰'),
        respondent_kind: 'fca-firm',
        payment_service: 'no',
        event_on: '2026-03-20',
        channel: 'web',
      },
    ],
    ['acknowledged', '2026-04-02T09:00Z'],
    ['accepted', '2026-04-08T10:00+08:00'],
    ['complainant-told', '2026-04-13T09:00+08:00'],
    ['mediation-agreed', '2026-05-20T10:00+08:00'],
    ['final-response-sent', '2026-05-27T16:00+01:00'],
  ],
  [
    'WAIVED-IN-AN-OUTAGE',
    [
      'received',
      '2026-09-15T10:00+08:00',
      direct('2026-09-15T10:00+08:00', '加湿器', {
        channel: 'telephone',
        service_disrupted: 'yes',
        complainant_name: '豁免',
      }),
    ],
    ['first-response-given', '2026-09-15T10:30+08:00'],
    ['process-told', '2026-09-18T11:00+08:00'],
    ['plan-made', '2026-09-15T14:00+08:00'],
    ['responsible-person-told', '2026-09-15T14:00+08:00'],
    ['decided', '2026-09-21T10:00+08:00'],
    ['closed', '2026-09-21T10:30+08:00'],
    ['followed-up', '2026-09-24T10:00+08:00'],
  ],
  [
    'MISSING-FACT',
    ['received', '2026-07-01T10:00+01:00', british('Transfer', { complainant_name: 'May Bee' })],
    ['acknowledged', '2026-07-02T09:00+01:00', { says_when_firm_will_answer: 'yes' }],
    ['final-response-sent', '2026-08-20T10:00+01:00'],
  ],
  [
    'CHARACTER-NO-FACE-HAS',
    [
      'received',
      '2026-10-12T09:30+08:00',
      direct('2026-10-12T09:30+08:00', '🐕 feeder 𠮷', {
        complainant_name: '狗𬭎',
        description: '=HYPERLINK("x") <b>not bold</b>',
      }),
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
    ['received', '2026-02-30T09:00+08:00', direct('2026-03-01T09:00+08:00', '闹钟', { complainant_name: '无日' })],
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

const end = Date.UTC(2026, 10, 20, 10);

/** A review elsewhere is kept as a screenshot with its address and time (H-01). */
function review(at) {
  return { review_screenshot_kept: 'yes', review_address: 'https://reviews.example/1', review_seen_at: stamp(at) };
}

/** An ordinary complaint: most steps in time, some late, some not yet. */
function ordinary(number) {
  const received = Date.UTC(2026, 0, 4) + between(0, 319) * day + between(60, 560) * minute;
  const urgent = chance(0.08);
  const product = pick(['手机', '空调', '冰箱', '洗衣机', '电视机', '笔记本电脑', '扫地机器人', '热水器']);
  const channel = pick(['store-counter', 'telephone', 'web', 'e-mail', 'social-media', 'third-party-platform']);
  const rows = [
    [
      'received',
      received,
      direct(stamp(received), product, {
        ...goods(stamp(received), product, between(30, 300)),
        channel,
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
        ...(urgent ? { [pick(['injury', 'safety_risk', 'media_exposure', 'legal_threat'])]: 'yes' } : {}),
        ...(channel === 'third-party-platform' ? review(received) : {}),
        ...(chance(0.03) ? { proof_of_purchase: '', supporting_materials: '' } : {}),
        ...(chance(0.02) ? { original_kept: 'no' } : {}),
        complainant_name:
          pick(['王', '李', '张', '刘', '陈', '杨', '赵', '黄']) +
          pick(['伟', '芳', '娜', '敏', '静', '磊', '洋', '艳']),
      }),
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
  const score = String(chance(0.03) ? 2 : between(3, 5));
  if (chance(0.93))
    step('followed-up', decided + (chance(0.95) ? between(1, 6) : between(8, 15)) * day, { satisfaction_score: score });
  return [`C-2026-${String(number).padStart(4, '0')}`, rows];
}

const cell = (value = '') => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const line = (complaint, event, at, data = {}) =>
  columns.map((column) => cell({ ...carried[event], ...data, complaint, event, at }[column])).join(',');

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
