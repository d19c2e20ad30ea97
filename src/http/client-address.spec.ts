import { describe, expect, it } from '@jest/globals';
import { addressGroup, arrivalOf } from './client-address.js';

const isProxy = (address: string): boolean => address === '10.0.0.1' || address === '10.0.0.2';

describe('the address of whoever asks', () => {
  it.each([
    { remote: '198.51.100.7', told: undefined, found: '198.51.100.7' },
    { remote: '::ffff:198.51.100.7', told: undefined, found: '198.51.100.7' },
    { remote: '198.51.100.7', told: '203.0.113.9', found: '198.51.100.7' },
    { remote: '10.0.0.1', told: '203.0.113.9', found: '203.0.113.9' },
    { remote: '::ffff:10.0.0.1', told: '1.1.1.1, 203.0.113.9, 10.0.0.2', found: '203.0.113.9' },
    { remote: '10.0.0.1', told: '[2001:db8::1]:443', found: '2001:db8::1' },
    { remote: '10.0.0.1', told: '203.0.113.9:5000', found: '203.0.113.9' },
    { remote: '10.0.0.1', told: '10.0.0.2', found: '10.0.0.1' },
    { remote: '10.0.0.1', told: '', found: '10.0.0.1' },
    { remote: '10.0.0.1', told: undefined, found: '10.0.0.1' },
    { remote: undefined, told: '203.0.113.9', found: '' },
  ])('of a connection from $remote that tells $told is $found', ({ remote, told, found }) => {
    expect(arrivalOf(remote, { 'x-forwarded-for': told }, isProxy).address).toBe(found);
  });

  it.each([
    { remote: '10.0.0.1', proto: 'https', isHttps: true },
    { remote: '10.0.0.1', proto: 'http', isHttps: false },
    { remote: '10.0.0.1', proto: undefined, isHttps: false },
    { remote: '198.51.100.7', proto: 'https', isHttps: false },
  ])('from $remote with $proto: https $isHttps', ({ remote, proto, isHttps }) => {
    expect(arrivalOf(remote, { 'x-forwarded-proto': proto }, isProxy).isHttps).toBe(isHttps);
  });

  it('keeps no more of what a proxy tells than an address can have', () => {
    expect(arrivalOf('10.0.0.1', { 'x-forwarded-for': 'x'.repeat(9_000) }, isProxy).address).toHaveLength(45);
  });
});

describe('an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['0:0:0:0:0:ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2'],
    ['2001:DB8:1:2::1', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ])('%s is counted as %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});
