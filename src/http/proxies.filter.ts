import { BlockList, isIP } from 'node:net';
import type { IsProxy } from './client-address.js';

/** Knows the proxies by their addresses and networks (`10.0.0.1`, `10.1.0.0/16`), which the configuration has checked. */
export function proxiesAt(addresses: readonly string[]): IsProxy {
  if (addresses.length === 0) return () => false;
  const block = new BlockList();
  for (const one of addresses) {
    const [net = '', bits] = one.split('/');
    const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) block.addAddress(net, family);
    else block.addSubnet(net, Number(bits), family);
  }
  return (address) => {
    const family = isIP(address);
    return family !== 0 && block.check(address, family === 6 ? 'ipv6' : 'ipv4');
  };
}
