import { describe, expect, it } from '@jest/globals';
import { RedressError } from '../errors.js';
import { httpFault } from './http-errors.js';
import { errorFields } from './log-line.js';

describe('what the log says of an error', () => {
  const error = Object.assign(new Error('Key (name)=(张三)\n already exists', { cause: new TypeError('张三') }), {
    code: '23505',
  });

  it('is its name, code and origin, and never its message', () => {
    const fields = errorFields(error, false);
    expect(fields).toMatchObject({ error: 'Error', code: '23505', cause: 'TypeError' });
    expect(fields['from']).toContain('log-line.spec');
    expect(JSON.stringify(fields)).not.toContain('张三');
  });

  it('has the message where somebody asked for it', () => {
    expect(errorFields(error, true)['message']).toContain('张三');
  });

  it('is the codes of an error of ours', () => {
    expect(errorFields(new RedressError([httpFault('http.stopping')]), false)).toEqual({
      error: 'RedressError',
      code: 'http.stopping',
    });
  });

  it.each(['text', undefined, 7])('of %s is its type', (thrown) => {
    expect(errorFields(thrown, true)).toEqual({ error: typeof thrown });
  });
});
