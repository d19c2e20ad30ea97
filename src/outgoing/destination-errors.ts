import { faultsOf, type ErrorTable } from '../errors.js';

/** What can be wrong with the file of destinations. A value is never repeated: somebody may have written a password in the wrong place. */
export const destinationErrors = {
  'destinations.cannot_read': {
    kind: 'unavailable',
    cause: { en: 'The file of destinations cannot be read ({reason}).', zh: '无法读取外发目的地文件（{reason}）。' },
    remedy: {
      en: 'Let REDRESS_DESTINATIONS name a YAML file that this user can read, or leave it out.',
      zh: '请将 REDRESS_DESTINATIONS 设为当前用户可读取的 YAML 文件；不用时可不设置。',
    },
  },
  'destinations.wrong_name': {
    kind: 'invalid',
    cause: { en: 'This cannot be the name of a destination.', zh: '此名称不能用作外发目的地名称。' },
    remedy: {
      en: 'Use lower-case letters, digits and hyphens, at most 60, such as legal-mail.',
      zh: '请使用小写字母、数字和连字符，最多 60 个字符，例如 legal-mail。',
    },
  },
  'destinations.unknown_kind': {
    kind: 'invalid',
    cause: { en: 'The destination "{name}" has no known kind.', zh: '外发目的地“{name}”的类型（kind）缺失或未知。' },
    remedy: { en: 'Give it one of these as "kind": {kinds}.', zh: '请将 kind 设为以下之一：{kinds}。' },
  },
  'destinations.not_a_reference': {
    kind: 'invalid',
    cause: {
      en: '"{key}" of "{name}" is a secret, and does not say where it stands.',
      zh: '“{name}”的“{key}”属于密钥，但未指明其存放位置。',
    },
    remedy: {
      en: 'Write { file: /path/of/a/file } or { env: NAME_OF_A_VARIABLE }; a secret never stands in this file.',
      zh: '请写为 { file: 文件路径 } 或 { env: 环境变量名 }；密钥不得直接写在本文件中。',
    },
  },
  'destinations.no_secret': {
    kind: 'invalid',
    cause: {
      en: '"{key}" of "{name}" is not to be had from {where} ({reason}).',
      zh: '无法从 {where} 取得“{name}”的“{key}”（{reason}）。',
    },
    remedy: {
      en: 'Make the file readable for this user, or set the variable before Redress starts.',
      zh: '请确保当前用户可读取该文件，或在启动 Redress 前设置该环境变量。',
    },
  },
  'destinations.secret_gone': {
    kind: 'unavailable',
    cause: {
      en: 'A secret is not to be had from {where} any more ({reason}).',
      zh: '已无法从 {where} 取得密钥（{reason}）。',
    },
    remedy: { en: 'Put it back, or correct the file of destinations.', zh: '请恢复该密钥，或修改外发目的地文件。' },
  },
  'destinations.wrong_url': {
    kind: 'invalid',
    cause: { en: '"{key}" of "{name}" is no address that can be used.', zh: '“{name}”的“{key}”不是可用的地址。' },
    remedy: {
      en: 'Write https://host/path, without a user, a password and a part after #; http:// is taken for time stamps and for hosts that allow-private names.',
      zh: '请写为 https://主机/路径，不含用户名、密码和 # 之后的部分；仅时间戳服务及 allow-private 所列主机可用 http://。',
    },
  },
  'destinations.wrong_host': {
    kind: 'invalid',
    cause: { en: '"{key}" of "{name}" is no host.', zh: '“{name}”的“{key}”不是主机。' },
    remedy: {
      en: 'Write a name such as mail.example.org or an address such as 192.0.2.1, without a scheme, a port or a path.',
      zh: '请写主机名（如 mail.example.org）或地址（如 192.0.2.1），不含协议、端口和路径。',
    },
  },
  'destinations.unknown_role': {
    kind: 'invalid',
    cause: { en: '"{name}" maps a value to a role that does not exist.', zh: '“{name}”将某个值映射到不存在的角色。' },
    remedy: { en: 'The roles are: {roles}.', zh: '可用角色：{roles}。' },
  },
  'destinations.administrator_from_claims': {
    kind: 'invalid',
    cause: {
      en: '"{name}" maps a value to the role administrator without saying that this is meant.',
      zh: '“{name}”将某个值映射到系统管理员角色，但未明确允许。',
    },
    remedy: {
      en: 'Add "administrator-from-claims: true", or leave the role out.',
      zh: '请加上“administrator-from-claims: true”，或去掉该角色。',
    },
  },
  'destinations.unknown': {
    kind: 'not_found',
    cause: { en: 'There is no destination "{name}".', zh: '没有名为“{name}”的外发目的地。' },
    remedy: {
      en: 'Destinations stand in the configuration; there are: {known}.',
      zh: '外发目的地在配置文件中定义；现有：{known}。',
    },
  },
} as const satisfies ErrorTable;

export const destinationFault = faultsOf(destinationErrors);
