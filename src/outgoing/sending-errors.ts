import { RedressError, faultsOf, type ErrorTable, type Fault } from '../errors.js';

/** Why a message did not arrive. Never what it says, an address, or what the other end wrote. */
export const sendingErrors = {
  'sending.mail_refused': {
    kind: 'invalid',
    cause: {
      en: 'The mail server of "{name}" takes no mail for this address ({reason}).',
      zh: '“{name}”的邮件服务器拒收发往该地址的邮件（{reason}）。',
    },
    remedy: {
      en: 'Correct the address of the account; trying again is of no use.',
      zh: '请更正账号的邮件地址；重试无效。',
    },
  },
  'sending.mail_failed': {
    kind: 'unavailable',
    cause: {
      en: 'The mail server of "{name}" did not take the mail ({reason}).',
      zh: '“{name}”的邮件服务器未接收邮件（{reason}）。',
    },
    remedy: { en: 'It is tried again by itself.', zh: '系统将自动重试。' },
  },
  'sending.mail_silent': {
    kind: 'unavailable',
    cause: {
      en: 'The mail server of "{name}" takes the connection and says nothing.',
      zh: '“{name}”的邮件服务器接受连接但没有响应。',
    },
    remedy: { en: 'It is tried again by itself.', zh: '系统将自动重试。' },
  },
  'sending.host_silent': {
    kind: 'unavailable',
    cause: {
      en: 'The host of "{name}" did not answer several messages a moment ago; this one was not tried.',
      zh: '“{name}”所在主机刚才接连多次没有响应，本条消息本次未发送。',
    },
    remedy: {
      en: 'It is tried again by itself. See why the host does not answer.',
      zh: '系统将自动重试。请检查该主机为何不响应。',
    },
  },
  'sending.no_address': {
    kind: 'invalid',
    cause: { en: 'The account has no mail address any more.', zh: '该账号已没有邮件地址。' },
    remedy: { en: 'Give the account an address.', zh: '请为该账号填写邮件地址。' },
  },
  'sending.no_mail_server': {
    kind: 'conflict',
    cause: { en: 'No destination is a mail server to send by.', zh: '外发目的地中没有可用于发信的邮件服务器。' },
    remedy: {
      en: 'Add a destination of kind smtp; of several, the one named "mail" is taken.',
      zh: '请添加类型为 smtp 的外发目的地；有多个时使用名为“mail”的一个。',
    },
  },
  'sending.wrong_kind': {
    kind: 'invalid',
    cause: { en: 'The destination "{name}" takes no notices.', zh: '外发目的地“{name}”不能接收提醒。' },
    remedy: { en: 'Name a destination of kind webhook or robot.', zh: '请指定类型为 webhook 或 robot 的外发目的地。' },
  },
  'sending.gone': {
    kind: 'invalid',
    cause: { en: '"{name}" answers that it takes no more messages (410).', zh: '“{name}”答复不再接收消息（410）。' },
    remedy: { en: 'Remove the destination, or correct its address.', zh: '请删除该外发目的地或更正其地址。' },
  },
  'sending.refused': {
    kind: 'unavailable',
    cause: { en: '"{name}" answered with status {status}.', zh: '“{name}”返回状态码 {status}。' },
    remedy: { en: 'It is tried again by itself.', zh: '系统将自动重试。' },
  },
  'sending.robot_failed': {
    kind: 'unavailable',
    cause: {
      en: 'The robot "{name}" did not take the message (code {code}).',
      zh: '机器人“{name}”未接收消息（代码 {code}）。',
    },
    remedy: { en: 'It is tried again by itself.', zh: '系统将自动重试。' },
  },
  'sending.robot_refused': {
    kind: 'invalid',
    cause: {
      en: 'The robot "{name}" refuses messages of ours (code {code}).',
      zh: '机器人“{name}”拒收系统消息（代码 {code}）。',
    },
    remedy: {
      en: 'Check its address, its secret and the words that it demands; trying again is of no use.',
      zh: '请检查其地址、密钥和自定义关键词；重试无效。',
    },
  },
} as const satisfies ErrorTable;

const sendingFault = faultsOf(sendingErrors);

/** An error of this table, to be thrown. */
export function sendingError(...of: Parameters<typeof sendingFault>): RedressError {
  return new RedressError([sendingFault(...of)]);
}

/** Why something could not be sent, and whether trying again is of no use. */
export function sendingFailure(error: unknown): { readonly fault: Fault | undefined; readonly isLasting: boolean } {
  const fault = error instanceof RedressError ? error.faults[0] : undefined;
  const isLasting = fault !== undefined && (fault.kind === 'invalid' || fault.kind === 'not_found');
  return { fault, isLasting };
}

/** That the other end did not want it, or could not do it, is an answer too. */
const answers: ReadonlySet<string> = new Set([
  'sending.mail_refused',
  'sending.gone',
  'sending.refused',
  'sending.robot_failed',
  'sending.robot_refused',
  'outgoing.redirect',
  'outgoing.too_large',
  'outgoing.no_http',
]);

/** What a failure tells of the other end; undefined where it had not been asked, or refused the connection at once. */
export function heardIn(fault: Fault | undefined): 'answer' | 'silence' | undefined {
  if (fault === undefined) return undefined;
  const { code, data } = fault;
  if (code === 'outgoing.too_slow' || code === 'sending.mail_silent') return 'silence';
  if (code === 'outgoing.unreachable') return data['reason'] === 'ETIMEDOUT' ? 'silence' : undefined;
  const hasStatus = code === 'sending.mail_failed' && /^\d+$/u.test(String(data['reason']));
  return hasStatus || answers.has(code) ? 'answer' : undefined;
}
