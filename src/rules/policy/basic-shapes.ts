import { z } from 'zod';
import { record, text } from '../yaml/shapes.js';

/** Where in a policy an article stands: one, or several as a list (a comma in a text does not separate). */
export const cite = z.union([z.string(), z.array(z.string())]);

/** A text for people: in both languages, or one text where it is a name that is not translated. */
export const textOrPlain = z.union([z.string().min(1), text]);

export const oneOrMore = z.union([z.string(), z.array(z.string())]);

/** A day, `2026-04-15`. Whether it exists is looked at when the file is read. */
export const day = z.string();

/** A json-rules-engine document; what it says, and that it is there, is checked where it is read, not here. */
export const conditions = z.unknown().optional().meta({ id: 'conditions' });

/** A number without its unit, read only to be refused in words that help. */
export const bareNumber = z.number();

export const scalar = z.union([z.string(), z.number(), z.boolean()]);

const days = { from: day, through: day.optional() };

/** The days on which a rule is in force. */
export const inForce = record(days);

/** Those of a policy, which may say that a gap or an overlap beside another version is meant (S44). */
export const policyInForce = record({ ...days, declared: z.array(z.enum(['gap', 'overlap'])).optional() });

export type RawInForce = z.output<typeof inForce>;

/** A list of words, or words with their titles. */
export const words = z.union([z.array(z.string()), z.record(z.string(), record({ title: text.optional() }))]);
