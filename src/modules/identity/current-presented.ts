import { createParamDecorator } from '@nestjs/common';
import { presentedBy, type Presented } from '../../http/authenticate.js';
import { isSafe } from '../../http/front-door.js';

/** What the request shows of who asks: for routes that begin, renew or end a session. */
export const CurrentPresented = createParamDecorator((_: unknown, context): Presented => {
  const request = context.switchToHttp().getRequest<Parameters<typeof presentedBy>[0]>();
  return presentedBy(request, !isSafe(request.method));
});
