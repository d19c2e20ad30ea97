import { describe, expect, it } from '@jest/globals';
import { robotFlavours } from './destination.js';
import { robotAnswer, robotBody, robotSignature } from './robot-body.js';
import { webhookHeaders } from './webhook-signature.js';

const hostile = 'a"}],"msgtype":"file","x":"\\\n\u2028$link ${y} {{z}} <@all> [x](https://evil.example) 你好';
const text = { title: hostile, lines: [hostile], link: 'https://redress.example.org/complaints/1', open: '打开' };

describe('a message to a robot', () => {
  it.each(robotFlavours)('of %s is one JSON of its own form, whatever the texts hold', (flavour) => {
    const body = JSON.parse(robotBody(flavour, text)) as Record<string, unknown>;
    const plain = robotBody(flavour, { title: 'T', lines: ['L'], link: 'https://x', open: 'O' });
    expect(shapeOf(body)).toEqual(shapeOf(JSON.parse(plain)));
    expect(JSON.stringify(body)).toContain(JSON.stringify(hostile).slice(1, -1));
    expect(JSON.stringify(body)).toContain('https://redress.example.org/complaints/1');
  });

  it('is as WeCom, DingTalk and Feishu take it', () => {
    const short = { title: 'T', lines: ['one', 'two'], link: 'https://x', open: 'Open' };
    const plain = { msgtype: 'text', text: { content: 'T\none\ntwo\nhttps://x' } };
    expect(JSON.parse(robotBody('wecom', short))).toEqual(plain);
    expect(JSON.parse(robotBody('dingtalk', short))).toEqual(plain);
    expect(JSON.parse(robotBody('feishu', short, { timestamp: '1', sign: 's' }))).toEqual({
      timestamp: '1',
      sign: 's',
      msg_type: 'post',
      content: {
        post: {
          zh_cn: {
            title: 'T',
            content: [[{ tag: 'text', text: 'one\ntwo' }], [{ tag: 'a', text: 'Open', href: 'https://x' }]],
          },
        },
      },
    });
  });

  it('keeps to the bytes that WeCom takes, and never loses its link', () => {
    const long = { ...text, lines: Array.from({ length: 200 }, (_, i) => `${i} × 超时提醒`) };
    const { text: said } = JSON.parse(robotBody('wecom', long)) as { text: { content: string } };
    expect(Buffer.byteLength(said.content)).toBeLessThanOrEqual(2_048);
    expect(said.content.endsWith(`\n…\n${text.link}`)).toBe(true);
  });

  it('keeps to them with a title that is too long by itself', () => {
    const { text: said } = JSON.parse(robotBody('wecom', { ...text, title: '长'.repeat(2_000) })) as {
      text: { content: string };
    };
    expect(Buffer.byteLength(said.content)).toBeLessThanOrEqual(2_048);
    expect(said.content.endsWith(text.link)).toBe(true);
  });

  // Made with openssl.
  it('is signed as DingTalk and Feishu check it', () => {
    expect(robotSignature('dingtalk', 'SECabc', 1_700_000_000_000)).toEqual({
      query: { timestamp: '1700000000000', sign: 'jcUpW0QmtKduN03n4JqQ0PBosVjqnM8gU7fIIvsDmCM=' },
    });
    expect(robotSignature('feishu', 'abc', 1_700_000_000_999)).toEqual({
      body: { timestamp: '1700000000', sign: 'VIS10b0EBvzzSdFnuk4tznEmK5wHaruvf/WnViv2yR4=' },
    });
    expect(robotSignature('wecom', 'abc', 1)).toEqual({});
  });

  it.each([
    ['wecom', '{"errcode":0,"errmsg":"ok"}', { code: 0, isLasting: false }],
    ['wecom', '{"errcode":45009}', { code: 45009, isLasting: false }],
    ['wecom', '{"errcode":93000}', { code: 93000, isLasting: true }],
    ['dingtalk', '{"errcode":310000}', { code: 310000, isLasting: true }],
    ['feishu', '{"code":11232,"msg":"frequency limited"}', { code: 11232, isLasting: false }],
    ['feishu', '{"StatusCode":0,"StatusMessage":"success"}', { code: 0, isLasting: false }],
    ['feishu', '<html>', undefined],
    ['wecom', 'null', undefined],
    ['wecom', '{"errcode":"0"}', undefined],
  ] as const)('%s answers %s', (flavour, body, said) => {
    expect(robotAnswer(flavour, body)).toEqual(said);
  });
});

/** The example of the specification of Standard Webhooks. */
it('a webhook is signed as the standard says', () => {
  const at = 1_614_265_330_000;
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}', at };
  expect(webhookHeaders(message, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
  expect(Object.keys(webhookHeaders(message, undefined))).not.toContain('webhook-signature');
});

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]));
}
