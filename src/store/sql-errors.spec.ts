import { describe, expect, it } from '@jest/globals';
import { connectionFault, errorCode, isUniqueViolation } from './sql-errors.js';

const where = { address: 'db.example:5432', role: 'redress_app', database: 'redress', variable: 'DATABASE_URL' };

describe('an error of the database', () => {
  it.each([
    ['ECONNREFUSED', 'database.unavailable'],
    ['ECONNRESET', 'database.unavailable'],
    ['EPIPE', 'database.unavailable'],
    ['ETIMEDOUT', 'database.unavailable'],
    ['EHOSTUNREACH', 'database.unavailable'],
    ['ENOTFOUND', 'database.unavailable'],
    ['EAI_AGAIN', 'database.unavailable'],
    ['57P01', 'database.unavailable'],
    ['57P02', 'database.unavailable'],
    ['57P03', 'database.unavailable'],
    ['08006', 'database.unavailable'],
    ['53300', 'database.busy'],
    ['53100', 'database.full'],
    ['25006', 'database.read_only'],
    ['57014', 'database.too_slow'],
    ['28P01', 'database.wrong_password'],
    ['3D000', 'database.unknown_database'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'database.tls_refused'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'database.tls_refused'],
  ])('with the code %s is %s', (code, expected) => {
    const fault = connectionFault(Object.assign(new Error('secret words'), { code }), where);
    expect(fault).toMatchObject({ code: expected, kind: 'unavailable' });
    for (const language of ['en', 'zh'] as const) {
      const text = `${fault?.cause[language]} ${fault?.remedy[language]}`;
      expect(text).not.toMatch(/\{\w+\}|secret words/);
    }
  });

  it.each([
    ['Connection terminated unexpectedly', 'database.unavailable'],
    ['Connection terminated due to connection timeout', 'database.unavailable'],
    ['Client has encountered a connection error and is not queryable', 'database.unavailable'],
    ['Cannot use a pool after calling end on the pool', 'database.unavailable'],
    ['timeout exceeded when trying to connect', 'database.busy'],
    ['Query read timeout', 'database.too_slow'],
    ['The server does not support SSL connections', 'database.tls_refused'],
    ['SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', 'database.wrong_password'],
  ])('with the words "%s" is %s', (message, expected) => {
    expect(connectionFault(new Error(message), where)).toMatchObject({ code: expected });
  });

  it('that ends the session is one of the connection, whatever its code', () => {
    const fatal = Object.assign(new Error('x'), { code: 'XX000', severity: 'FATAL' });
    expect(connectionFault(fatal, where)).toMatchObject({ code: 'database.unavailable' });
  });

  it.each(['23505', '23503', '42P01', '42501', '40P01', '22P02', 'XX000', 'ERR_INVALID_ARG_TYPE'])(
    'with the code %s says something about the statement and is passed on',
    (code) => {
      expect(connectionFault(Object.assign(new Error('x'), { code, severity: 'ERROR' }), where)).toBeUndefined();
    },
  );

  it('is none where nothing is known', () => {
    for (const other of [undefined, null, 'text', new TypeError('x')]) {
      expect(connectionFault(other, where)).toBeUndefined();
      expect(errorCode(other)).toBeUndefined();
    }
  });

  it('is seen through what TypeORM wraps it in', () => {
    const inner = Object.assign(new Error('x'), { code: '23505', constraint: 'run_pkey' });
    const outer = Object.assign(new Error('y'), { driverError: inner });
    expect(errorCode(outer)).toBe('23505');
    expect(isUniqueViolation(outer)).toBe(true);
    expect(isUniqueViolation(outer, 'run_pkey')).toBe(true);
    expect(isUniqueViolation(outer, 'account_pkey')).toBe(false);
  });
});
