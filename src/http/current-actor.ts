import { createParamDecorator } from '@nestjs/common';
import type { Actor } from '../actor.js';
import type { Known } from '../authority/known.js';
import type { HttpRequest } from './request.js';

/** Who asks, with roles and units: for services that ask `mayNot` about a subject. Of a route for anyone there may be none: such a route must not take it. */
export const CurrentKnown = createParamDecorator((_: unknown, context): Known => {
  const { known } = context.switchToHttp().getRequest<HttpRequest>().redress;
  if (known === undefined) throw new RangeError('a route for anyone has no actor');
  return known;
});

/** Who asks, as entries and rows name them. */
export const CurrentActor = createParamDecorator((_: unknown, context): Actor => {
  const { actor } = context.switchToHttp().getRequest<HttpRequest>().redress;
  if (actor === undefined) throw new RangeError('a route for anyone has no actor');
  return actor;
});
