import { describe, expect, it } from '@jest/globals';
import { roles } from '../../authority/roles.js';
import { demoNames, demoRefusals, isForwarded, isLoopback } from './demo.js';

const here = { address: '127.0.0.1', hasOwnDatabase: false, isProduction: false };

describe('a first look', () => {
  it.each([
    { what: 'on this machine', surroundings: here, codes: [] },
    { what: 'where others can reach it', surroundings: { ...here, address: '0.0.0.0' }, codes: ['demo.address'] },
    {
      what: 'with a database of one’s own',
      surroundings: { ...here, hasOwnDatabase: true },
      codes: ['demo.own_database'],
    },
    { what: 'in production', surroundings: { ...here, isProduction: true }, codes: ['demo.production'] },
    {
      what: 'where all of it holds',
      surroundings: { address: '10.0.0.7', hasOwnDatabase: true, isProduction: true },
      codes: ['demo.address', 'demo.own_database', 'demo.production'],
    },
  ])('$what is refused for $codes', ({ surroundings, codes }) => {
    expect(demoRefusals(surroundings).map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    ['127.0.0.1', true],
    ['127.3.2.1', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['::ffff:127.0.0.1', false],
    ['192.168.0.4', false],
    ['127.0.0.1.example.org', false],
    ['localhost.example.org', false],
    ['', false],
  ])('is on this machine alone at %s: %s', (address, is) => {
    expect(isLoopback(address)).toBe(is);
  });

  it.each([
    [{ host: '127.0.0.1' }, false],
    [{ forwarded: 'for=10.0.0.1' }, true],
    [{ forwarded: '' }, true],
    [{ 'x-forwarded-for': '10.0.0.1' }, true],
    [{ 'x-forwarded-proto': 'https' }, true],
    [{ 'x-forwarded-anything': 'x' }, true],
    [{ 'x-forward': 'x' }, false],
  ])('sees by the headers %j that a proxy was between: %s', (headers, is) => {
    expect(isForwarded(headers)).toBe(is);
  });

  it('has an account for each role', () => {
    expect(demoNames.map(([role, name]) => [role, name])).toEqual(roles.map((role) => [role, `demo-${role}`]));
  });
});
