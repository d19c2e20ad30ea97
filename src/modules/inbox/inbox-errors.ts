import { faultsOf, type ErrorTable } from '../../errors.js';

export const inboxErrors = {
  'inbox.unknown_message': {
    kind: 'not_found',
    cause: { en: 'Your inbox has no such message.', zh: '您的收件箱中没有此消息。' },
    remedy: { en: 'Look at /api/inbox for those that it has.', zh: '请在 /api/inbox 查看已有消息。' },
  },
} as const satisfies ErrorTable;

export const inboxFault = faultsOf(inboxErrors);
