import { createHmac } from 'node:crypto';
import type { Instant } from '../rules/values.js';
import type { RobotFlavour } from './destination.js';

/** What a robot says in its chat. Plain: nothing in it is read as markup. */
export interface RobotText {
  readonly title: string;
  readonly lines: readonly string[];
  readonly link: string;
  readonly open: string;
}

/** JSON with `$name` where a text is filled in, and `$…` where a list is. */
type Template = string | readonly Template[] | { readonly [key: string]: Template };

/**
 * What each robot takes. Texts of plain kinds: titles of policies are no markup of somebody else's program. WeCom takes 2,048 bytes
 * of text, DingTalk and Feishu 20,000.
 */
const templates: Readonly<Record<RobotFlavour, Template>> = {
  wecom: { msgtype: 'text', text: { content: '$all' } },
  dingtalk: { msgtype: 'text', text: { content: '$all' } },
  feishu: {
    msg_type: 'post',
    content: {
      post: {
        zh_cn: {
          title: '$title',
          content: [[{ tag: 'text', text: '$body' }], [{ tag: 'a', text: '$open', href: '$link' }]],
        },
      },
    },
  },
};

const mostBytes: Readonly<Record<RobotFlavour, number>> = { wecom: 2_048, dingtalk: 18_000, feishu: 18_000 };

/** The body of a message to a robot. The template is filled as data and then written: no text can end where it does not end. */
export function robotBody(flavour: RobotFlavour, text: RobotText, signed?: Readonly<Record<string, string>>): string {
  const title = cut(text.title, 400);
  const room = mostBytes[flavour] - Buffer.byteLength(title + text.link + text.open) - 8;
  const body = shortened(text.lines, room);
  const data = {
    title,
    body,
    open: text.open,
    link: text.link,
    all: [title, body, text.link].filter((part) => part !== '').join('\n'),
  };
  return JSON.stringify({ ...signed, ...(filled(templates[flavour], data) as object) }); // an object at its root, as the template is
}

function filled(template: Template, data: Readonly<Record<string, string>>): unknown {
  if (typeof template === 'string') return template.startsWith('$') ? (data[template.slice(1)] ?? '') : template;
  if (isList(template)) return template.map((part) => filled(part, data));
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, filled(value, data)]));
}

function isList(template: Template): template is readonly Template[] {
  return Array.isArray(template);
}

/** The text, or as much of it as there is room for. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let short = '';
  for (const sign of text) {
    if (Buffer.byteLength(short + sign) > bytes - 3) break;
    short += sign;
  }
  return `${short}…`;
}

/** As many whole lines as there is room for. */
function shortened(lines: readonly string[], room: number): string {
  let text = '';
  for (const line of lines) {
    const longer = text === '' ? line : `${text}\n${line}`;
    if (Buffer.byteLength(longer) > room - 4) return text === '' ? '…' : `${text}\n…`;
    text = longer;
  }
  return text;
}

/** How a robot's secret signs: DingTalk in the address, Feishu in the body; WeCom does not sign. */
export function robotSignature(
  flavour: RobotFlavour,
  secret: string,
  at: Instant,
): { readonly query?: Readonly<Record<string, string>>; readonly body?: Readonly<Record<string, string>> } {
  if (flavour === 'wecom') return {};
  const timestamp = String(flavour === 'feishu' ? Math.floor(at / 1_000) : at);
  const text = `${timestamp}\n${secret}`;
  // Feishu signs nothing, with the text as the key.
  const [key, message] = flavour === 'feishu' ? [text, ''] : [secret, text];
  const sign = createHmac('sha256', key).update(message).digest('base64');
  return flavour === 'feishu' ? { body: { timestamp, sign } } : { query: { timestamp, sign } };
}

/** Codes of a robot's answer that say that trying again is of no use: an address that is not there, a wrong signature, a word that is demanded. */
const lasting: Readonly<Record<RobotFlavour, readonly number[]>> = {
  wecom: [93000, 40058, 44004],
  dingtalk: [300001, 310000, 400101, 400102, 400013, 40035],
  feishu: [19001, 19021, 19022, 19024, 19002],
};

/** What a robot's answer says: its code, 0 for done; undefined where it is no answer of a robot. */
export function robotAnswer(
  flavour: RobotFlavour,
  body: string,
): { readonly code: number; readonly isLasting: boolean } | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof answer !== 'object' || answer === null) return undefined;
  const names = flavour === 'feishu' ? ['code', 'StatusCode'] : ['errcode'];
  for (const name of names) {
    const code: unknown = Reflect.get(answer, name);
    if (typeof code === 'number') return { code, isLasting: lasting[flavour].includes(code) };
  }
  return undefined;
}
