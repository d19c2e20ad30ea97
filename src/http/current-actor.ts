import { createParamDecorator } from '@nestjs/common';
import type { Actor } from '../actor.js';
import type { HttpRequest } from './request.js';

/** Who asks. Of a route for anyone there may be none: such a route must not take it. */
export const CurrentActor = createParamDecorator((_: unknown, context): Actor => {
  const { actor } = context.switchToHttp().getRequest<HttpRequest>().redress;
  if (actor === undefined) throw new RangeError('a route for anyone has no actor');
  return actor;
});
