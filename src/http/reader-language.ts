import { createParamDecorator } from '@nestjs/common';
import type { Language } from '../errors.js';
import { preferredLanguage } from './preferred-language.js';
import { header, type HttpRequest } from './request.js';

/** The language in which the sender of the request reads texts that are not answered in both. */
export const ReaderLanguage = createParamDecorator((_: unknown, context): Language => {
  const { headers } = context.switchToHttp().getRequest<HttpRequest>();
  return preferredLanguage(header(headers, 'accept-language'));
});
