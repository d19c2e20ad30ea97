import { describe, expect, it } from '@jest/globals';
import { policySchemas } from './schemas.js';

describe('the schemas for editors', () => {
  const schemas = policySchemas();

  it('are of draft 7, one for each kind of file', () => {
    expect(Object.keys(schemas)).toEqual([
      'policy',
      'organisation',
      'vocabulary',
      'parameters',
      'calendar',
      'waiver',
      'schedules',
    ]);
    for (const schema of Object.values(schemas))
      expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' });
  });

  it('know the keys of a policy and refuse all others', () => {
    expect(schemas['policy']).toMatchObject({
      additionalProperties: false,
      required: ['policy', 'source', 'in-force'],
      properties: {
        applies: { $ref: '#/definitions/conditions' },
        rights: { additionalProperties: { properties: { 'used-by': { allOf: [{ $ref: '#/definitions/moment' }] } } } },
        deadlines: {
          additionalProperties: {
            additionalProperties: false,
            required: ['done'],
            properties: { within: { allOf: [{ $ref: '#/definitions/duration' }] } },
          },
        },
      },
    });
  });

  it('refuse a number where a duration stands, and know its tables', () => {
    expect(schemas['policy']).toMatchObject({
      definitions: {
        duration: {
          anyOf: [{ type: 'string' }, { not: {} }, { properties: { first: { items: { required: ['is'] } } } }],
        },
      },
    });
  });

  it('know the four groups of a condition', () => {
    expect(schemas['policy']).toMatchObject({
      definitions: {
        conditions: {
          anyOf: [{ required: ['all'] }, { required: ['any'] }, { required: ['not'] }, { required: ['condition'] }],
        },
      },
    });
  });

  it('are the same each time, so that the committed files can be compared', () => {
    expect(policySchemas()).toEqual(schemas);
  });
});
