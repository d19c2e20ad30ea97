import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Text } from '../../errors.js';

const key = 'redress:documented';

/** What the description of a route says beyond its decorators. */
export interface Documentation {
  /** A line in each language, what the route does. */
  readonly summary: Text;
  /** The answer's schema; none where the answer has no body, or is a file of this type. */
  readonly answer?: z.ZodType;
  readonly file?: string;
  /** The status of the answer: 200 unless said otherwise. */
  readonly status?: number;
  /** Statuses of problems of this subject; those that every route of its kind can have are added by themselves. */
  readonly problems?: readonly number[];
  /** The answer has an ETag, and `If-None-Match` is understood. */
  readonly versioned?: true;
}

/** Describes a route for the OpenAPI document. A test finds routes without it. */
export function Documented(documentation: Documentation): MethodDecorator {
  const { summary, answer, file, status = 200 } = documentation;
  const content =
    answer !== undefined
      ? { standardSchema: answer }
      : file !== undefined
        ? { content: { [file]: { schema: { type: 'string', format: 'binary' } } } }
        : {};
  return applyDecorators(
    SetMetadata(key, documentation),
    ApiOperation({ summary: `${summary.en} · ${summary.zh}` }),
    ApiResponse({ status, description: `${summary.en} · ${summary.zh}`, ...content }),
  );
}

/** What was said of a route; undefined where nothing was. */
export function documentationOf(handler: object): Documentation | undefined {
  return Reflect.getMetadata(key, handler) as Documentation | undefined; // written by Documented alone
}
