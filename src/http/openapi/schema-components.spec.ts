import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { componentsOf } from './schema-components.js';

const money = z.object({ amount: z.string(), currency: z.string().default('CNY') }).meta({ id: 'Money' });
const plain = z.object({ name: z.string() }).meta({ id: 'Plain' });
const claim = z.object({ money, plain }).meta({ id: 'Claim' });

describe('schemas of the description', () => {
  it('have two components where what is sent and what is answered differ, and one where they do not', () => {
    const sent = componentsOf(claim, 'input');
    const answered = componentsOf(claim, 'output');
    expect(Object.keys(sent?.components ?? {}).sort()).toEqual(['ClaimInput', 'MoneyInput', 'Plain']);
    expect(Object.keys(answered?.components ?? {}).sort()).toEqual(['Claim', 'Money', 'Plain']);
    expect(sent?.components['MoneyInput']).toMatchObject({ required: ['amount'] });
    expect(answered?.components['Money']).toMatchObject({ required: ['amount', 'currency'] });
    expect(JSON.stringify(sent?.components['ClaimInput'])).toContain('/MoneyInput"');
    expect(sent?.components['Plain']).toEqual(answered?.components['Plain']);
  });

  it('may be sent in a form that is never answered', () => {
    const schema = z.object({ at: z.string().transform(Number) });
    expect(componentsOf(schema, 'input')?.schema).toMatchObject({ properties: { at: { type: 'string' } } });
    expect(() => componentsOf(schema, 'output')).toThrow();
  });

  it('are left alone where they are none of zod', () => {
    expect(componentsOf({ type: 'string' }, 'input')).toBeUndefined();
  });
});
