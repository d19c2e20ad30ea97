import { z } from 'zod';
import { operators } from '../conditions/operators.js';
import { schedulesFile } from '../schedule/schedule-shape.js';
import { calendarShape } from '../time/calendar-shape.js';
import { bareNumber, conditions } from './basic-shapes.js';
import { organisationFile, parametersFile, vocabularyFile, waiverFile } from './other-shapes.js';
import { policyFile } from './policy-shape.js';

/**
 * JSON Schemas (draft 7) for editors, by the name of their file without `.schema.json`: made from the shapes that the
 * loader checks by. They know keys and types; what names and texts mean, only the loader knows.
 */
export function policySchemas(): Record<string, unknown> {
  return {
    policy: schemaOf(policyFile, 'Redress policy'),
    organisation: schemaOf(organisationFile, 'Redress organisation'),
    vocabulary: schemaOf(vocabularyFile, 'Redress vocabulary'),
    parameters: schemaOf(parametersFile, 'Redress parameters'),
    calendar: schemaOf(calendarShape, 'Redress calendar'),
    waiver: schemaOf(waiverFile, 'Redress waiver'),
    schedules: schemaOf(schedulesFile, 'Redress schedules'),
  };
}

function schemaOf(shape: z.ZodType, title: string): unknown {
  const schema = z.toJSONSchema(shape, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === conditions) Object.assign(jsonSchema, conditionSchema);
      if (zodSchema === bareNumber) {
        delete jsonSchema.type;
        jsonSchema.not = {};
      }
    },
  });
  return { ...schema, title };
}

const self = { $ref: '#/definitions/conditions' };

const leaf = {
  type: 'object',
  properties: {
    fact: { type: 'string' },
    operator: { enum: [...operators] },
    value: {},
  },
  required: ['fact', 'operator', 'value'],
  additionalProperties: false,
};

const node = { anyOf: [self, leaf] };

/** A json-rules-engine document: one of four groups, nested as deep as one likes. */
const conditionSchema = {
  anyOf: [
    group('all', { type: 'array', items: node, minItems: 1 }),
    group('any', { type: 'array', items: node, minItems: 1 }),
    group('not', node),
    group('condition', { type: 'string' }),
  ],
};

function group(key: string, value: unknown) {
  return { type: 'object', properties: { [key]: value }, required: [key], additionalProperties: false };
}
