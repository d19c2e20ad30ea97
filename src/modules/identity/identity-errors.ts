import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with an account, a password, a session or a token. No message repeats what was sent. */
export const identityErrors = {
  'identity.wrong_sign_in': {
    kind: 'forbidden',
    cause: { en: 'Name and password do not fit each other.', zh: '用户名或密码不正确。' },
    remedy: {
      en: 'Check both. Whoever has forgotten the password asks an administrator for a link to set a new one.',
      zh: '请核对后重试。忘记密码的，请向系统管理员索取重设密码的链接。',
    },
  },
  'identity.too_many_attempts': {
    kind: 'too_many',
    cause: { en: 'Too many attempts have failed.', zh: '失败次数过多。' },
    remedy: {
      en: 'Try again in {seconds} seconds. A device from which you signed in before is not held up by the attempts of others.',
      zh: '请在 {seconds} 秒后重试。您曾经登录过的设备不受他人尝试的影响。',
    },
  },
  'identity.busy': {
    kind: 'unavailable',
    cause: { en: 'Too many passwords are being checked at once.', zh: '同时校验的密码过多。' },
    remedy: { en: 'Try again in a moment.', zh: '请稍后重试。' },
  },
  'identity.wrong_password': {
    kind: 'invalid',
    cause: { en: 'This is not the password of your account.', zh: '该密码不是您账号的密码。' },
    remedy: {
      en: 'Give the password that you sign in with.',
      zh: '请填写您登录时使用的密码。',
    },
  },
  'identity.password_too_short': {
    kind: 'invalid',
    cause: { en: 'The password has fewer than {least} characters.', zh: '密码少于 {least} 个字符。' },
    remedy: {
      en: 'Take a longer one: four or five words, for instance. No sort of character is prescribed.',
      zh: '请使用更长的密码，例如由四五个词组成；对字符种类不作要求。',
    },
  },
  'identity.password_too_long': {
    kind: 'invalid',
    cause: { en: 'The password has more than {most} characters.', zh: '密码超过 {most} 个字符。' },
    remedy: { en: 'Take a shorter one.', zh: '请缩短密码。' },
  },
  'identity.password_common': {
    kind: 'invalid',
    cause: {
      en: 'The password is one that many people use, and is tried first by whoever guesses.',
      zh: '该密码属于常用密码，极易被猜中。',
    },
    remedy: {
      en: 'Take one that nobody else would think of; digits at its end do not help.',
      zh: '请使用他人难以想到的密码；仅在末尾加数字无济于事。',
    },
  },
  'identity.password_predictable': {
    kind: 'invalid',
    cause: {
      en: 'The password repeats a few characters, or runs through the alphabet or the digits.',
      zh: '密码由少量字符重复而成，或为连续的字母、数字。',
    },
    remedy: { en: 'Take four or five words that do not belong together.', zh: '请使用四五个互不相关的词。' },
  },
  'identity.password_is_name': {
    kind: 'invalid',
    cause: {
      en: 'Without the name of the account (or of this program), too little is left of the password.',
      zh: '密码除去账号名（或本程序名）后所剩过少。',
    },
    remedy: { en: 'Take one without the name.', zh: '请使用不含账号名的密码。' },
  },
  'identity.no_password': {
    kind: 'conflict',
    cause: {
      en: 'This account has no password: it signs in another way.',
      zh: '该账号没有密码，采用其他方式登录。',
    },
    remedy: {
      en: 'In a first look, choose the role again at its link. Otherwise ask an administrator for a link to set a password, if you need one.',
      zh: '演示时请打开演示链接重新选择角色；其他情形如需密码，请向系统管理员索取设置密码的链接。',
    },
  },
  'identity.wrong_link': {
    kind: 'invalid',
    cause: {
      en: 'This link does not hold: it has been used, has run out, or was never made.',
      zh: '链接无效：已被使用、已过期或不存在。',
    },
    remedy: { en: 'Ask an administrator for another.', zh: '请向系统管理员索取新的链接。' },
  },
  'identity.no_session': {
    kind: 'conflict',
    cause: { en: 'This was asked with a token; it concerns a session.', zh: '该操作针对会话，而请求使用的是令牌。' },
    remedy: { en: 'Sign in (POST /api/session) and ask from there.', zh: '请登录（POST /api/session）后操作。' },
  },
  'identity.unknown_session': {
    kind: 'not_found',
    cause: { en: 'You have no such session.', zh: '您没有此会话。' },
    remedy: { en: 'Look in the list of your sessions.', zh: '请查看您的会话列表。' },
  },
  'identity.unknown_account': {
    kind: 'not_found',
    cause: { en: 'There is no such account.', zh: '没有此账号。' },
    remedy: { en: 'Look in the list of accounts.', zh: '请查看账号列表。' },
  },
  'identity.wrong_name': {
    kind: 'invalid',
    cause: { en: 'This cannot be the name of an account.', zh: '账号名不符合要求。' },
    remedy: {
      en: 'Use 2 to 64 letters and digits of any script, with . _ - @ + between them.',
      zh: '请使用 2 至 64 个文字或数字，其间可用 . _ - @ +。',
    },
  },
  'identity.name_taken': {
    kind: 'conflict',
    cause: { en: 'There is an account with this name.', zh: '该账号名已被使用。' },
    remedy: { en: 'Choose another name; capitals make no difference.', zh: '请另选名称；不区分大小写。' },
  },
  'identity.roles_conflict': {
    kind: 'conflict',
    cause: {
      en: 'No one person may be {one} and {other}: whoever writes policies does not dispose of records.',
      zh: '同一人不得兼任 {one} 与 {other}：起草制度者不得处置记录。',
    },
    remedy: {
      en: 'Take the one role away first, or give the other to somebody else.',
      zh: '请先撤销其中一个角色，或将另一角色授予他人。',
    },
  },
  'identity.last_administrator': {
    kind: 'conflict',
    cause: { en: 'This is the last administrator.', zh: '这是最后一名系统管理员。' },
    remedy: { en: 'Make another administrator first.', zh: '请先设立另一名系统管理员。' },
  },
  'identity.account_disabled': {
    kind: 'conflict',
    cause: { en: 'This account is disabled.', zh: '该账号已停用。' },
    remedy: { en: 'Enable it first.', zh: '请先启用该账号。' },
  },
  'identity.not_a_person': {
    kind: 'conflict',
    cause: {
      en: 'This is the account of a program: it has tokens, and neither a password nor the role of an administrator.',
      zh: '该账号属于程序，仅使用令牌，不设密码，也不得担任系统管理员。',
    },
    remedy: {
      en: 'Take the account of a person.',
      zh: '请使用个人账号。',
    },
  },
  'identity.unknown_request': {
    kind: 'not_found',
    cause: { en: 'There is no such request for a role.', zh: '没有此角色申请。' },
    remedy: {
      en: 'Look in the list of requests (GET /api/role-requests).',
      zh: '请查看角色申请列表（GET /api/role-requests）。',
    },
  },
  'identity.request_decided': {
    kind: 'conflict',
    cause: { en: 'This request has been decided.', zh: '该申请已有决定。' },
    remedy: { en: 'Ask for the role again, if it is still needed.', zh: '如仍需要，请重新申请。' },
  },
  'identity.unknown_token': {
    kind: 'not_found',
    cause: { en: 'There is no such token.', zh: '没有此令牌。' },
    remedy: { en: 'Look in the list of tokens.', zh: '请查看令牌列表。' },
  },
  'identity.scope_not_open': {
    kind: 'invalid',
    cause: {
      en: 'The roles of this account do not reach as far as the scope {scope}.',
      zh: '该账号的角色不具备授权范围 {scope}。',
    },
    remedy: { en: 'Leave it out. Open to this account: {open}.', zh: '请去除该范围。该账号可用：{open}。' },
  },
  'identity.token_lasts_too_long': {
    kind: 'invalid',
    cause: {
      en: 'A token must end in the future, within {days} days.',
      zh: '令牌的到期时间须在将来，且不超过 {days} 天。',
    },
    remedy: { en: 'Choose an earlier end, and make a new token then.', zh: '请选择较早的到期时间，届时新建令牌。' },
  },
  'identity.too_many_tokens': {
    kind: 'conflict',
    cause: { en: 'This account has {most} tokens already.', zh: '该账号已有 {most} 个令牌。' },
    remedy: { en: 'Revoke those that are no longer needed.', zh: '请撤销不再需要的令牌。' },
  },
} as const satisfies ErrorTable;

export const identityFault = faultsOf(identityErrors);
