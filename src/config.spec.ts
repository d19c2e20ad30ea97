import { describe, expect, it } from '@jest/globals';
import { readConfig, readPublicUrl, readRoles, readServerConfig } from './config.js';
import { RedressError } from './errors.js';

describe('the configuration', () => {
  it.each([
    { environment: { LANG: 'zh_CN.UTF-8' }, language: 'zh' },
    { environment: { LANG: 'en_GB.UTF-8', LC_MESSAGES: 'zh_TW' }, language: 'zh' },
    { environment: { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, language: 'en' },
    { environment: { LANG: 'zh_CN.UTF-8', LC_ALL: '', LC_MESSAGES: '' }, language: 'zh' },
    { environment: {}, language: 'en' },
  ])('speaks $language under $environment', ({ environment, language }) => {
    expect(readConfig(environment).language).toBe(language);
  });

  it('takes a variable that is set but empty for one that is not set', () => {
    const config = readConfig({ REDRESS_CHROME: '', REDRESS_CACHE: '', REDRESS_DEBUG: '', DATABASE_URL: '' });
    expect(config).toEqual(readConfig({}));
    expect(config).toMatchObject({ chrome: undefined, debug: false, databaseUrl: undefined });
  });

  it('takes what it is given', () => {
    const given = {
      REDRESS_CHROME: '/opt/chrome',
      REDRESS_CACHE: '/var/cache/r',
      REDRESS_DEBUG: '1',
      REDRESS_DATA: '/srv/r',
      DATABASE_URL: 'postgres://app@db/r',
      DATABASE_OWNER_URL: 'postgres://owner@db/r',
    };
    expect(readConfig(given)).toMatchObject({
      chrome: '/opt/chrome',
      cache: '/var/cache/r',
      debug: true,
      data: '/srv/r',
      databaseUrl: 'postgres://app@db/r',
      databaseOwnerUrl: 'postgres://owner@db/r',
    });
  });
});

describe('the port', () => {
  it.each([
    ['8080', 8080],
    ['0', 0],
    ['', 3000],
    [undefined, 3000],
  ])('%p is %p', (PORT, port) => {
    expect(readServerConfig({ PORT }).port).toBe(port);
  });

  it.each(['70000', '-1', 'http', '80.5', 'tcp://10.0.0.1:80'])('%p is refused', (PORT) => {
    expect(() => readServerConfig({ PORT })).toThrow(RedressError);
  });
});

describe('proxies and limits', () => {
  it('are none and the usual ones where nothing is said', () => {
    const { proxies, limits } = readServerConfig({});
    expect([proxies, limits]).toEqual([[], { account: 3_000, address: 300 }]);
  });

  it('are taken as they are given', () => {
    const given = { REDRESS_PROXIES: '10.0.0.1, 10.1.0.0/16,fd00::/8', REDRESS_RATE_LIMIT: '50' };
    const { proxies, limits } = readServerConfig(given);
    expect([proxies, limits.account]).toEqual([['10.0.0.1', '10.1.0.0/16', 'fd00::/8'], 50]);
  });

  it.each([
    { REDRESS_PROXIES: 'proxy.example.org' },
    { REDRESS_PROXIES: '10.0.0.1/33' },
    { REDRESS_PROXIES: '10.0.0.0/8/8' },
    { REDRESS_PROXIES: '*' },
    { REDRESS_RATE_LIMIT: '0' },
    { REDRESS_RATE_LIMIT: '-1' },
    { REDRESS_RATE_LIMIT: '1e3' },
    { REDRESS_RATE_LIMIT: 'none' },
  ])('%j are refused', (environment) => {
    expect(() => readServerConfig(environment)).toThrow(RedressError);
  });
});

describe('the address by which people reach the service', () => {
  it.each([
    { given: undefined, url: undefined },
    { given: '', url: undefined },
    { given: 'https://redress.example.org', url: 'https://redress.example.org' },
    { given: 'https://redress.example.org:8443/', url: 'https://redress.example.org:8443' },
    { given: 'http://[::1]:3000', url: 'http://[::1]:3000' },
  ])('is $url by REDRESS_URL=$given', ({ given, url }) => {
    expect(readPublicUrl({ REDRESS_URL: given })).toBe(url);
  });

  it.each([
    'redress.example.org',
    'https://a.example/b',
    'ftp://a.example',
    'https://a:b@c.example',
    'https://a.example/#x',
  ])('cannot be %s', (given) => {
    expect(() => readPublicUrl({ REDRESS_URL: given })).toThrow('config.wrong_url');
  });
});

describe('what a process does', () => {
  it('is everything unless the command line or REDRESS_ROLE says otherwise, the command line first', () => {
    expect([...readRoles(undefined, {})]).toEqual(['api', 'sweep', 'jobs', 'render']);
    expect([...readRoles(undefined, { REDRESS_ROLE: 'sweep, jobs' })]).toEqual(['sweep', 'jobs']);
    expect([...readRoles('api', { REDRESS_ROLE: 'sweep' })]).toEqual(['api']);
  });

  it('refuses every name that is no role', () => {
    const codes = (() => {
      try {
        return [...readRoles('api,wokers', {})];
      } catch (error) {
        return error instanceof RedressError ? error.faults.map(({ code, data }) => [code, data]) : error;
      }
    })();
    expect(codes).toEqual([['config.wrong_role', { found: 'wokers' }]]);
  });
});
