import { faultsOf, RedressError, type ErrorTable } from '../../errors.js';
import { inRequest } from '../../http/request.js';

/** What can be wrong with a code generator and its codes. No message repeats a code. */
export const secondFactorErrors = {
  'second_factor.wrong_code': {
    kind: 'invalid',
    cause: {
      en: 'The code is not right, or has been used before.',
      zh: '动态码不正确，或已使用过。',
    },
    remedy: {
      en: 'Wait for the next code. If it is refused too, check the clock of the device, or use one of your recovery codes.',
      zh: '请等待下一个动态码。如仍不通过，请检查设备时间是否准确，或使用恢复码。',
    },
  },
  'second_factor.code_needed': {
    kind: 'invalid',
    cause: {
      en: 'This account has a second factor: neither a password alone nor the sign-in service is enough here.',
      zh: '该账号已启用第二验证因素：仅凭密码或登录服务不足以验证。',
    },
    remedy: {
      en: 'Give a code of your generator, or a recovery code: POST /api/session/confirmation {"code": "…"}.',
      zh: '请提交动态码或恢复码：POST /api/session/confirmation {"code": "…"}。',
    },
  },
  'second_factor.password_needed': {
    kind: 'invalid',
    cause: { en: 'This account has no second factor.', zh: '该账号未启用第二验证因素。' },
    remedy: {
      en: 'Give the password: POST /api/session/confirmation {"password": "…"}.',
      zh: '请提交密码：POST /api/session/confirmation {"password": "…"}。',
    },
  },
  'second_factor.on_already': {
    kind: 'conflict',
    cause: { en: 'This account has a second factor already.', zh: '该账号已启用第二验证因素。' },
    remedy: {
      en: 'To change to another device, switch it off first (DELETE /api/account/second-factor).',
      zh: '如需更换设备，请先停用（DELETE /api/account/second-factor）。',
    },
  },
  'second_factor.not_begun': {
    kind: 'conflict',
    cause: {
      en: 'No second factor is being set up, or it was begun longer than {minutes} minutes ago.',
      zh: '当前没有待启用的第二验证因素，或距开始设置已超过 {minutes} 分钟。',
    },
    remedy: {
      en: 'Begin again: POST /api/account/second-factor.',
      zh: '请重新开始：POST /api/account/second-factor。',
    },
  },
  'second_factor.off': {
    kind: 'conflict',
    cause: { en: 'This account has no second factor.', zh: '该账号未启用第二验证因素。' },
    remedy: {
      en: 'Set one up first: POST /api/account/second-factor.',
      zh: '请先设置：POST /api/account/second-factor。',
    },
  },
  'second_factor.no_key_file': {
    kind: 'conflict',
    cause: {
      en: 'The database is one of your own, and no key file is set with which secrets would be encrypted in it: a key made in the data folder of this machine could be lost without the database, and nobody with a second factor could sign in any more.',
      zh: '数据库为自有数据库，而未设置用于加密其中密钥的密钥文件：若密钥仅由本机数据文件夹自动生成，一旦丢失，启用第二验证因素的人员将无法登录。',
    },
    remedy: {
      en: 'Put 64 random characters into a file (openssl rand -hex 32), keep a copy, let REDRESS_SECRET_KEY_FILE name it, and start again.',
      zh: '请将随机字符写入文件（openssl rand -hex 32）并妥善备份，将 REDRESS_SECRET_KEY_FILE 设为该文件后重新启动。',
    },
  },
  'second_factor.other_key': {
    kind: 'unavailable',
    cause: {
      en: 'The second factor of this account was encrypted with another secret key than the present one.',
      zh: '该账号的第二验证因素以另一密钥加密，与当前密钥不符。',
    },
    remedy: {
      en: 'Put the former secret key back (REDRESS_SECRET_KEY_FILE). Until then recovery codes work, and an administrator can reset the second factor.',
      zh: '请恢复原密钥（REDRESS_SECRET_KEY_FILE）。在此之前可使用恢复码，或由系统管理员重置第二验证因素。',
    },
  },
} as const satisfies ErrorTable;

export const secondFactorFault = faultsOf(secondFactorErrors);

/** The refusal of a code, at the place where one is sent. */
export function wrongCode(): RedressError {
  return new RedressError([secondFactorFault('second_factor.wrong_code', {}, inRequest('body', '/code'))]);
}
