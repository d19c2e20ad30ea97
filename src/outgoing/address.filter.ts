import { BlockList, isIP } from 'node:net';
import type { Text } from '../errors.js';

/** What sort of address it is, where it is none of the public internet. */
export type Sort = 'loopback' | 'private' | 'metadata' | 'link-local' | 'multicast' | 'embedded' | 'special';

/** For people. */
export const sortTexts: Readonly<Record<Sort, Text>> = {
  loopback: { en: 'this machine itself', zh: '本机地址' },
  private: { en: 'a private address', zh: '内网地址' },
  metadata: { en: 'a metadata service of a cloud', zh: '云平台元数据服务地址' },
  'link-local': { en: 'a link-local address', zh: '链路本地地址' },
  multicast: { en: 'a multicast address', zh: '组播地址' },
  embedded: { en: 'an IPv4 address inside an IPv6 one', zh: '嵌入 IPv6 的 IPv4 地址' },
  special: { en: 'a reserved address', zh: '保留地址' },
};

/**
 * The IANA special-purpose registries of IPv4 and IPv6, and where clouds answer with credentials. The first list that has an address says
 * its sort. Of IPv6 everything outside 2000::/3 is special anyhow: nothing there is of the public internet.
 */
const lists: Readonly<Record<4 | 6, readonly (readonly [Sort, readonly string[]])[]>> = {
  4: [
    ['metadata', ['169.254.0.0/16', '100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32']],
    ['loopback', ['127.0.0.0/8']],
    ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']],
    ['multicast', ['224.0.0.0/4']],
    [
      'special',
      '0.0.0.0/8 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4'.split(
        ' ',
      ),
    ],
  ],
  6: [
    ['metadata', ['fd00:ec2::254/128', 'fd20:ce::254/128']],
    ['loopback', ['::1/128']],
    ['special', ['::/128', '2001:db8::/32', '2001:2::/48', '3fff::/20', '100::/64']],
    [
      'embedded',
      ['::/96', '::ffff:0:0/96', '::ffff:0:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '2001::/32', '2002::/16'],
    ],
    ['special', ['2001::/23']],
    ['private', ['fc00::/7']],
    ['link-local', ['fe80::/10', 'fec0::/10']],
    ['multicast', ['ff00::/8']],
  ],
};

const families = { 4: 'ipv4', 6: 'ipv6' } as const;

const blocks = {
  4: lists[4].map(([sort, subnets]) => [sort, blockOf(subnets, 'ipv4')] as const),
  6: lists[6].map(([sort, subnets]) => [sort, blockOf(subnets, 'ipv6')] as const),
};
const publicIPv6 = blockOf(['2000::/3'], 'ipv6');

function blockOf(subnets: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const block = new BlockList();
  for (const subnet of subnets) {
    const [net = '', bits] = subnet.split('/');
    block.addSubnet(net, Number(bits), family);
  }
  return block;
}

/** The sort of an address; undefined for one of the public internet. What is no address at all is `special`. */
export function sortOf(address: string): Sort | undefined {
  const family = isIP(address);
  if (family !== 4 && family !== 6) return 'special';
  // A zone (fe80::1%eth0) is of addresses on this link alone.
  if (address.includes('%')) return 'link-local';
  const found = blocks[family].find(([, block]) => block.check(address, families[family]));
  if (found !== undefined) return found[0];
  return family === 6 && !publicIPv6.check(address, 'ipv6') ? 'special' : undefined;
}

/** Whether something may be sent to an address: of the public internet, or private or loopback where that is allowed by name. */
export function refusedSort(address: string, allowPrivate: boolean): Sort | undefined {
  const sort = sortOf(address);
  return allowPrivate && (sort === 'private' || sort === 'loopback') ? undefined : sort;
}
