import { faultsOf, type ErrorTable } from '../../errors.js';

const again = {
  en: 'Begin again on the page to sign in.',
  zh: '请回到登录页面重新开始。',
};

/** Why somebody is not let in by a provider of sign-in (OpenID Connect). Nothing that the provider said is repeated but its known codes. */
export const oidcErrors = {
  'oidc.unknown_provider': {
    kind: 'not_found',
    cause: { en: 'There is no such sign-in service here.', zh: '没有此登录服务。' },
    remedy: {
      en: 'Look in the list (GET /api/session/oidc); an administrator adds one to the file of destinations.',
      zh: '请查看列表（GET /api/session/oidc）；由系统管理员在外发目的地文件中添加。',
    },
  },
  'oidc.unreachable': {
    kind: 'unavailable',
    cause: {
      en: 'The sign-in service "{provider}" does not answer as it should.',
      zh: '登录服务“{provider}”未正常应答。',
    },
    remedy: {
      en: 'Try again in a moment. If it stays, tell an administrator: the log of this server says why.',
      zh: '请稍后重试。如仍不行，请联系系统管理员查看本服务器日志。',
    },
  },
  'oidc.misconfigured': {
    kind: 'unavailable',
    cause: {
      en: 'The sign-in service "{provider}" does not accept this server ({reason}).',
      zh: '登录服务“{provider}”不接受本服务器（{reason}）。',
    },
    remedy: {
      en: 'An administrator compares client-id, client-secret and scopes in the file of destinations with what is registered there, and the address {address}.',
      zh: '请系统管理员核对外发目的地文件中的 client-id、client-secret、scopes 以及回调地址 {address} 是否与其登记一致。',
    },
  },
  'oidc.wrong_answer': {
    kind: 'forbidden',
    cause: {
      en: 'This answer of the sign-in service belongs to no sign-in that was begun in this browser within the last {minutes} minutes, or it was used before.',
      zh: '登录服务的此次应答不属于本浏览器最近 {minutes} 分钟内发起的登录，或已使用过。',
    },
    remedy: again,
  },
  'oidc.not_verified': {
    kind: 'forbidden',
    cause: {
      en: 'What the sign-in service "{provider}" says of you could not be verified.',
      zh: '无法核实登录服务“{provider}”提供的身份信息。',
    },
    remedy: {
      en: 'Begin again on the page to sign in. If it stays, tell an administrator.',
      zh: '请回到登录页面重新开始；如仍不行，请联系系统管理员。',
    },
  },
  'oidc.denied': {
    kind: 'forbidden',
    cause: {
      en: 'The sign-in service "{provider}" did not sign you in ({reason}).',
      zh: '登录服务“{provider}”未予登录（{reason}）。',
    },
    remedy: {
      en: 'Begin again on the page to sign in, or ask whoever keeps your account there.',
      zh: '请回到登录页面重新开始，或联系该登录服务的账号管理人员。',
    },
  },
  'oidc.not_sent': {
    kind: 'forbidden',
    cause: {
      en: 'A page has asked for this as a part of itself: nobody was sent here to sign in.',
      zh: '此请求由其他页面作为自身内容发出，并非由人转来登录。',
    },
    remedy: { en: 'Open the address of Redress itself and sign in there.', zh: '请直接打开本系统地址后登录。' },
  },
  'oidc.not_again': {
    kind: 'forbidden',
    cause: {
      en: 'The sign-in service "{provider}" did not ask again who you are.',
      zh: '登录服务“{provider}”未重新验证您的身份。',
    },
    remedy: {
      en: 'Sign out there and begin again, or tell an administrator: it must heed prompt=login and max_age, and give auth_time.',
      zh: '请先在该服务退出登录后重试，或告知系统管理员：该服务须支持 prompt=login 与 max_age，并提供 auth_time。',
    },
  },
  'oidc.another_person': {
    kind: 'forbidden',
    cause: {
      en: 'Somebody else has answered than the person of this session.',
      zh: '验证身份的人与本会话的登录人不一致。',
    },
    remedy: {
      en: 'Show there who you are with the account that belongs to yours here.',
      zh: '请使用与本账号关联的登录服务账号验证。',
    },
  },
  'oidc.no_account': {
    kind: 'forbidden',
    cause: {
      en: 'You have no account here, and none is made by itself for those of "{provider}".',
      zh: '您在本系统没有账号，且“{provider}”的人员不会自动建立账号。',
    },
    remedy: {
      en: 'Ask an administrator to link your account (POST /api/accounts/{id}/identities).',
      zh: '请系统管理员关联您的账号（POST /api/accounts/{id}/identities）。',
    },
  },
  'oidc.no_role': {
    kind: 'forbidden',
    cause: {
      en: 'You have no account here, and "{provider}" names no role for you of which one would be made.',
      zh: '您在本系统没有账号，且“{provider}”未给出可据以建立账号的角色。',
    },
    remedy: {
      en: 'Ask whoever keeps the groups there to put you into the right one, or an administrator here for an account.',
      zh: '请登录服务的管理人员将您加入相应的组，或请系统管理员建立账号。',
    },
  },
  'oidc.name_taken': {
    kind: 'conflict',
    cause: {
      en: 'There is an account with your name here which "{provider}" does not know as yours.',
      zh: '本系统已有与您同名的账号，但尚未与“{provider}”关联。',
    },
    remedy: {
      en: 'If it is yours, ask an administrator to link it (POST /api/accounts/{id}/identities): nobody gets two accounts, or they could approve their own work.',
      zh: '如为您本人的账号，请系统管理员予以关联（POST /api/accounts/{id}/identities）。一人不得有两个账号，以免自行审批自己起草的内容。',
    },
  },
  'oidc.roles_conflict': {
    kind: 'conflict',
    cause: {
      en: 'With what "{provider}" says you would be {one} and {other}, which no one person may be: whoever writes policies does not dispose of records.',
      zh: '按“{provider}”所示，您将兼任 {one} 与 {other}；同一人不得兼任：起草制度者不得处置记录。',
    },
    remedy: {
      en: 'Nothing was changed. Ask whoever keeps the groups there, or an administrator here, to take one of the two away.',
      zh: '未作任何更改。请登录服务的管理人员或本系统管理员撤销其中之一。',
    },
  },
  'oidc.account_disabled': {
    kind: 'forbidden',
    cause: { en: 'Your account here is disabled.', zh: '您在本系统的账号已停用。' },
    remedy: { en: 'Ask an administrator.', zh: '请联系系统管理员。' },
  },
  'oidc.identity_taken': {
    kind: 'conflict',
    cause: {
      en: 'This person of "{provider}" has an account here already.',
      zh: '“{provider}”的该人员已关联其他账号。',
    },
    remedy: { en: 'Take that link away first.', zh: '请先解除该关联。' },
  },
  'oidc.not_linked': {
    kind: 'not_found',
    cause: { en: 'The account is not linked to "{provider}".', zh: '该账号未与“{provider}”关联。' },
    remedy: { en: 'Look at the account.', zh: '请查看该账号。' },
  },
} as const satisfies ErrorTable;

export const oidcFault = faultsOf(oidcErrors);
