import { faultsOf, type ErrorTable } from '../errors.js';

/** Why a command does not know who acts. */
export const actingErrors = {
  'acting.nobody': {
    kind: 'forbidden',
    cause: {
      en: 'There are accounts here: this command must know whose name it acts in.',
      zh: '此处已有账号：须指明以谁的名义执行本命令。',
    },
    remedy: {
      en: 'Add --as NAME (the password is asked), or set REDRESS_TOKEN to a token. Names: redress accounts list.',
      zh: '请加上 --as 账号名（随后输入密码），或将 REDRESS_TOKEN 设为令牌。账号名见 redress accounts list。',
    },
  },
  'acting.wrong_token': {
    kind: 'forbidden',
    cause: {
      en: 'REDRESS_TOKEN is no token that holds: it was never made, was revoked, or has run out.',
      zh: 'REDRESS_TOKEN 不是有效的令牌：不存在、已撤销或已到期。',
    },
    remedy: {
      en: 'Make another (redress accounts token create), or act with --as NAME.',
      zh: '请新建令牌（redress accounts token create），或使用 --as 账号名。',
    },
  },
  'acting.no_terminal': {
    kind: 'invalid',
    cause: {
      en: 'Nothing can be asked here: the input is no terminal.',
      zh: '输入不是终端，无法询问密码或动态码。',
    },
    remedy: {
      en: 'Run it in a terminal. In a script, put the password into a file that only you can read and name it in REDRESS_PASSWORD_FILE.',
      zh: '请在终端中运行。用于脚本时，请将密码存入仅本人可读的文件，并以 REDRESS_PASSWORD_FILE 指明。',
    },
  },
  'acting.password_file': {
    kind: 'invalid',
    cause: {
      en: 'The password cannot be read from {file} ({reason}).',
      zh: '无法从 {file} 读取密码（{reason}）。',
    },
    remedy: {
      en: 'Let REDRESS_PASSWORD_FILE name a file that you can read, or leave it out to be asked.',
      zh: '请将 REDRESS_PASSWORD_FILE 设为可读取的文件；不设置则在终端询问。',
    },
  },
} as const satisfies ErrorTable;

export const actingFault = faultsOf(actingErrors);
