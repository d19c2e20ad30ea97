import { faultsOf, type ErrorTable } from './errors.js';

/** Why the server cannot listen. */
export const serverErrors = {
  'server.port_in_use': {
    kind: 'conflict',
    cause: { en: 'Port {port} of {host} is in use by another program.', zh: '{host} 的端口 {port} 已被其他程序占用。' },
    remedy: {
      en: 'Stop that program (perhaps another Redress), or choose another port: PORT=3001.',
      zh: '请停止该程序（可能是另一个 Redress），或改用其他端口：PORT=3001。',
    },
  },
  'server.port_forbidden': {
    kind: 'forbidden',
    cause: {
      en: 'Port {port} of {host} may not be opened by this user.',
      zh: '当前用户无权使用 {host} 的端口 {port}。',
    },
    remedy: { en: 'Choose a port from 1024 on: PORT=3000.', zh: '请改用 1024 及以上的端口：PORT=3000。' },
  },
  'server.no_such_address': {
    kind: 'invalid',
    cause: { en: 'This machine has no address {host}.', zh: '本机没有地址 {host}。' },
    remedy: {
      en: 'Listen on 127.0.0.1, or on an address that this machine has.',
      zh: '请使用 127.0.0.1 或本机拥有的地址。',
    },
  },
  'server.cannot_listen': {
    kind: 'unavailable',
    cause: {
      en: 'The server cannot listen on {host}, port {port} ({reason}).',
      zh: '服务器无法监听 {host} 的端口 {port}（{reason}）。',
    },
    remedy: { en: 'Choose another address or port.', zh: '请改用其他地址或端口。' },
  },
} as const satisfies ErrorTable;

export const serverFault = faultsOf(serverErrors);
