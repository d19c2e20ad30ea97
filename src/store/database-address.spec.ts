import { describe, expect, it } from '@jest/globals';
import { RedressError } from '../errors.js';
import { addressOf, addressOfParts, urlOf } from './database-address.js';

describe('an address', () => {
  it.each([
    ['postgres://app:p%40ss@db:6543/redress', 'db:6543', 'app', 'redress'],
    ['postgresql://app@db/redress?sslmode=require', 'db:5432', 'app', 'redress'],
    ['postgres://%E6%8A%95:x@[::1]/%E6%8A%95', '[::1]:5432', '投', '投'],
    ['postgres://app@db', 'db:5432', 'app', 'app'],
    ['postgresql:///redress?host=/run/postgresql', '/run/postgresql:5432', '', 'redress'],
  ])('%s is shown without its password', (url, address, role, database) => {
    expect(addressOf(url, 'DATABASE_URL').shown).toEqual({ address, role, database, variable: 'DATABASE_URL' });
  });

  it.each(['', 'db:5432', 'mysql://a:secret@b/c', 'postgres://a:%zz@b/%zz', 'http://[', 'host=db password=secret'])(
    '"%s" is refused, and nothing of it is told',
    (url) => {
      const refused = (): unknown => addressOf(url, 'DATABASE_URL');
      expect(refused).toThrow(RedressError);
      expect(refused).not.toThrow(/secret/);
    },
  );

  it('of a server of ours reads back as it was written', () => {
    const parts = { host: '127.0.0.1', port: 20_001, user: 'redress_app', password: 'a/b@c:d%', database: 'redress' };
    expect(decodeURIComponent(new URL(urlOf(parts)).password)).toBe(parts.password);
    expect(addressOf(urlOf(parts), 'DATABASE_URL').shown).toEqual(addressOfParts(parts).shown);
  });
});
