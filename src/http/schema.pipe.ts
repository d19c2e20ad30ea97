import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { RedressError } from '../errors.js';
import { issueFaults, type Issue } from './issue-faults.js';
import type { PartOfRequest } from './request.js';

const parts: Readonly<Record<string, PartOfRequest>> = { body: 'body', query: 'query', param: 'path' };

/** Holds a parameter to the zod schema of its decorator. Refuses with every fault of it, in words of ours. */
export class SchemaPipe implements PipeTransform<unknown, unknown> {
  transform(value: unknown, { schema, type, data }: ArgumentMetadata): unknown {
    if (schema === undefined) return value;
    const result = schema['~standard'].validate(value);
    // A schema that has to wait for something cannot be checked with others at once: there is none.
    if (result instanceof Promise) throw new TypeError('a schema of a request must be synchronous');
    if (result.issues === undefined) return result.value;
    // Issues of a zod schema: all schemas of ours are.
    throw new RedressError(issueFaults(result.issues as readonly Issue[], parts[type] ?? 'header', value, data));
  }
}
