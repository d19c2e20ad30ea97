import { faultsOf, type ErrorTable, type Fault } from '../errors.js';
import { confirmationLasts, ruleOf, type Refusal, type Verb } from './authority.js';

export const authorityErrors = {
  'authority.role': {
    kind: 'forbidden',
    cause: { en: 'This is not among what you may do.', zh: '您无权执行此操作。' },
    remedy: { en: 'It takes one of these roles: {roles}.', zh: '需具备以下角色之一：{roles}。' },
  },
  'authority.scope': {
    kind: 'forbidden',
    cause: { en: 'This token was not made for that.', zh: '此令牌的授权范围不包括该操作。' },
    remedy: { en: 'Make a token with the scope {scope}.', zh: '请新建授权范围含 {scope} 的令牌。' },
  },
  'authority.person': {
    kind: 'forbidden',
    cause: { en: 'A token cannot do this: a person must.', zh: '此操作须由本人登录后进行，不能使用令牌。' },
    remedy: { en: 'Sign in (POST /api/session).', zh: '请登录（POST /api/session）。' },
  },
  'authority.unit': {
    kind: 'forbidden',
    cause: { en: 'That complaint is not of one of your units.', zh: '该投诉不属于您所在的单位。' },
    remedy: {
      en: 'Give one of your own units, or ask an administrator for that unit.',
      zh: '请填写您所在的单位，或请系统管理员为您增加该单位。',
    },
  },
  'authority.own_work': {
    kind: 'forbidden',
    cause: { en: 'Nobody approves what they wrote themselves.', zh: '任何人不得审批自己起草的内容。' },
    remedy: { en: 'Ask another person who may approve.', zh: '请由另一位有审批权限的人员审批。' },
  },
  'authority.step_up': {
    kind: 'forbidden',
    cause: {
      en: 'For this you must show your password or a code again: within the last {minutes} minutes you have not.',
      zh: '执行此操作须再次验证密码或动态码：最近 {minutes} 分钟内未作验证。',
    },
    remedy: {
      en: 'POST /api/session/confirmation, then send this again.',
      zh: '请先 POST /api/session/confirmation，再重新发送。',
    },
  },
} as const satisfies ErrorTable;

const faultOf = faultsOf(authorityErrors);

/** That a token cannot do this. */
export function personFault(): Fault {
  return faultOf('authority.person');
}

/** A refusal in words. */
export function authorityFault(refusal: Refusal, verb: Verb): Fault {
  const { roles, scope = '-' } = ruleOf(verb);
  switch (refusal) {
    case 'role':
      return faultOf('authority.role', { roles: roles.join(', ') });
    case 'scope':
      return faultOf('authority.scope', { scope });
    case 'person':
      return personFault();
    case 'unit':
      return faultOf('authority.unit');
    case 'own-work':
      return faultOf('authority.own_work');
    case 'step-up':
      return faultOf('authority.step_up', { minutes: confirmationLasts / 60_000 });
  }
}
