import type { Text } from '../../errors.js';

/** What personal data may be opened for, in a word of ours; anything else is said in words of one's own. */
export const purposes = {
  'handle-complaint': { en: 'To handle this complaint', zh: '办理本投诉' },
  'contact-complainant': { en: 'To reach the complainant', zh: '联系投诉人' },
  'verify-identity': { en: 'To verify who somebody is', zh: '核验身份' },
  'pay-refund': { en: 'To pay, send or collect something', zh: '退款、寄送或取件' },
  'answer-authority': { en: 'To answer an authority or a court', zh: '答复监管部门或法院' },
  'legal-claim': { en: 'To bring or defend a legal claim', zh: '提出或应对法律主张' },
  'data-subject-request': { en: 'To answer a request of the person concerned', zh: '答复个人信息主体的请求' },
  'correct-record': { en: 'To correct what is recorded', zh: '更正登记内容' },
  audit: { en: 'To audit', zh: '内部审核' },
  'security-incident': { en: 'To clear up a security incident', zh: '处置安全事件' },
} as const satisfies Readonly<Record<string, Text>>;

export type PurposeCode = keyof typeof purposes;

/** At least one of the two. The words are free text, and so personal themselves. */
export interface Purpose {
  readonly code?: PurposeCode | undefined;
  readonly text?: string | undefined;
}

/** How the purpose is recorded: the code, then the words. */
export function purposeText({ code, text }: Purpose): string {
  return [code, text].filter((part) => part !== undefined).join(': ');
}

/** A purpose in one text: a code of ours, or words. */
export function readPurpose(text: string): Purpose {
  return isCode(text) ? { code: text } : { text };
}

function isCode(text: string): text is PurposeCode {
  return Object.hasOwn(purposes, text);
}
