import { faultsOf, type ErrorTable } from '../errors.js';

/** Why something could not be sent out. Names the destination and the host, never what was sent, a path, a query or an answer. */
export const outgoingErrors = {
  'outgoing.not_its_host': {
    kind: 'forbidden',
    cause: {
      en: 'The destination "{name}" does not reach {host}.',
      zh: '外发目的地“{name}”不得连接 {host}。',
    },
    remedy: {
      en: 'A destination reaches the host and the port of its own address; change it in the file of destinations.',
      zh: '外发目的地只能连接其自身地址的主机和端口；如需更改，请修改外发目的地文件。',
    },
  },
  'outgoing.refused_address': {
    kind: 'forbidden',
    cause: {
      en: '"{name}": {host} is {sort}, where nothing is sent.',
      zh: '“{name}”：{host} 属于{sortZh}，不予连接。',
    },
    remedy: {
      en: 'If a private or loopback address is meant, add "allow-private: true" to the destination. Others are never connected to.',
      zh: '如确需连接内网或本机地址，请在该目的地中加上“allow-private: true”；其他特殊地址一律不予连接。',
    },
  },
  'outgoing.unknown_host': {
    kind: 'unavailable',
    cause: {
      en: '"{name}": the host {host} is not found ({reason}).',
      zh: '“{name}”：找不到主机 {host}（{reason}）。',
    },
    remedy: {
      en: 'Check the name in the file of destinations, and DNS.',
      zh: '请检查外发目的地文件中的主机名及 DNS。',
    },
  },
  'outgoing.unreachable': {
    kind: 'unavailable',
    cause: { en: '"{name}": {host} cannot be reached ({reason}).', zh: '“{name}”：无法连接 {host}（{reason}）。' },
    remedy: {
      en: 'Try again; if it stays, ask whoever runs that host.',
      zh: '请稍后重试；若仍不行，请联系该主机的管理人员。',
    },
  },
  'outgoing.certificate': {
    kind: 'unavailable',
    cause: {
      en: '"{name}": the certificate of {host} is not trusted, or is not for that host ({reason}).',
      zh: '“{name}”：{host} 的证书不受信任，或与主机名不符（{reason}）。',
    },
    remedy: {
      en: 'Correct the certificate, or give the authority that issued it as "ca-file".',
      zh: '请更正证书，或用“ca-file”指定签发该证书的机构。',
    },
  },
  'outgoing.no_authority': {
    kind: 'unavailable',
    cause: {
      en: '"{name}": its "ca-file" cannot be read ({reason}).',
      zh: '“{name}”：无法读取其“ca-file”（{reason}）。',
    },
    remedy: { en: 'Give a file in PEM that this user can read.', zh: '请指定当前用户可读取的 PEM 文件。' },
  },
  'outgoing.too_slow': {
    kind: 'unavailable',
    cause: { en: '"{name}": {host} took longer than {seconds} s.', zh: '“{name}”：{host} 用时超过 {seconds} 秒。' },
    remedy: { en: 'Try again later.', zh: '请稍后重试。' },
  },
  'outgoing.too_large': {
    kind: 'unavailable',
    cause: {
      en: '"{name}": the answer of {host} is larger than {limit} bytes.',
      zh: '“{name}”：{host} 的答复超过 {limit} 字节。',
    },
    remedy: { en: 'Check that the address is the right one.', zh: '请检查地址是否正确。' },
  },
  'outgoing.redirect': {
    kind: 'unavailable',
    cause: {
      en: '"{name}": {host} answered with a redirect ({status}), which is not followed.',
      zh: '“{name}”：{host} 返回了重定向（{status}），系统不予跟随。',
    },
    remedy: { en: 'Give the final address in the file of destinations.', zh: '请在外发目的地文件中填写最终地址。' },
  },
  'outgoing.no_http': {
    kind: 'unavailable',
    cause: { en: '"{name}": {host} does not answer as a web server.', zh: '“{name}”：{host} 的答复不是有效的 HTTP。' },
    remedy: { en: 'Check host and port.', zh: '请检查主机和端口。' },
  },
} as const satisfies ErrorTable;

export const outgoingFault = faultsOf(outgoingErrors);
