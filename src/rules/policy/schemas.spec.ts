import { describe, expect, it } from '@jest/globals';
import { policySchemas } from './schemas.js';

describe('the schemas for editors', () => {
  const schemas = policySchemas();

  it('are of draft 7, one for each kind of file', () => {
    expect(Object.keys(schemas)).toEqual(['policy', 'organisation', 'vocabulary', 'parameters', 'calendar']);
    for (const schema of Object.values(schemas))
      expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' });
  });

  it('know the keys of a policy and refuse all others', () => {
    expect(schemas['policy']).toMatchObject({
      additionalProperties: false,
      required: ['policy', 'source', 'in-force', 'binds'],
      properties: {
        applies: { $ref: '#/definitions/conditions' },
        rights: { not: {} },
        deadlines: {
          additionalProperties: {
            additionalProperties: false,
            required: ['done'],
            properties: { within: { anyOf: [{ type: 'string' }, { not: {} }, { type: 'object' }] } },
          },
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
