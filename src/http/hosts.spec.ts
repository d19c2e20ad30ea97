import { describe, expect, it } from '@jest/globals';
import { allowedHosts, isOurHost, isSameSite } from './hosts.js';

const hosts = allowedHosts(3000, '127.0.0.1', ['Redress.Example.org', '10.0.0.7:8443']);

describe('the hosts that are answered for', () => {
  it.each([
    ['127.0.0.1:3000', true],
    ['localhost:3000', true],
    ['LOCALHOST:3000', true],
    ['[::1]:3000', true],
    ['redress.example.org', true],
    ['redress.example.org:443', true],
    ['10.0.0.7:8443', true],
    ['10.0.0.7', false],
    ['127.0.0.1', false],
    ['127.0.0.1:3001', false],
    ['localhost.:3000', false],
    ['localhost:3000.evil.example', false],
    ['evil.example', false],
    ['evil.example:3000', false],
    ['redress.example.org.evil.example', false],
    ['redress.example.org:443@evil.example', false],
    ['', false],
    [undefined, false],
  ])('%s: %s', (host, expected) => {
    expect(isOurHost(host, hosts)).toBe(expected);
  });

  it('take a name without its port at port 80 only', () => {
    expect(isOurHost('localhost', allowedHosts(80, '127.0.0.1', []))).toBe(true);
  });

  it('hold the address that was bound, but not the wildcard', () => {
    expect(isOurHost('192.168.1.5:3000', allowedHosts(3000, '192.168.1.5', []))).toBe(true);
    expect(isOurHost('[fd00::1]:3000', allowedHosts(3000, 'fd00::1', []))).toBe(true);
    expect(isOurHost('0.0.0.0:3000', allowedHosts(3000, '0.0.0.0', []))).toBe(false);
  });
});

describe('a change', () => {
  it.each([
    { headers: {}, same: true },
    { headers: { origin: 'http://127.0.0.1:3000' }, same: true },
    { headers: { origin: 'https://redress.example.org', 'sec-fetch-site': 'same-origin' }, same: true },
    { headers: { 'sec-fetch-site': 'none' }, same: true },
    { headers: { origin: 'null' }, same: false },
    { headers: { origin: '' }, same: false },
    { headers: { origin: 'http://evil.example' }, same: false },
    { headers: { origin: 'http://127.0.0.1:4000' }, same: false },
    { headers: { origin: 'http://localhost:3000@evil.example' }, same: false },
    { headers: { origin: 'file://localhost:3000' }, same: false },
    { headers: { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'cross-site' }, same: false },
    { headers: { 'sec-fetch-site': 'cross-site' }, same: false },
    { headers: { 'sec-fetch-site': 'whatever' }, same: false },
  ])('with $headers is of this site: $same', ({ headers, same }) => {
    expect(isSameSite(headers, hosts)).toBe(same);
  });
});
