import { describe, expect, it } from '@jest/globals';
import { readConfig, readServerConfig } from './config.js';
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
