import { faultsOf, type ErrorTable } from '../../errors.js';

export const idempotencyErrors = {
  'idempotency.bad_key': {
    kind: 'invalid',
    cause: { en: 'The header Idempotency-Key cannot be used.', zh: '请求头 Idempotency-Key 不可用。' },
    remedy: {
      en: 'Send 1 to 255 printable ASCII characters, a fresh UUID for instance.',
      zh: '请使用 1 至 255 个可打印的 ASCII 字符，例如新生成的 UUID。',
    },
  },
  'idempotency.other_request': {
    kind: 'conflict',
    cause: {
      en: 'This Idempotency-Key came with another request before.',
      zh: '此 Idempotency-Key 此前已用于另一请求。',
    },
    remedy: {
      en: 'Take a fresh key for every new request; the same key only to send the same request again.',
      zh: '每个新请求请使用新的键；只有重发同一请求时才使用相同的键。',
    },
  },
} as const satisfies ErrorTable;

export const idempotencyFault = faultsOf(idempotencyErrors);
