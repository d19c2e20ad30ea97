import { createParamDecorator } from '@nestjs/common';
import { parseIfMatch, type Expected } from './entity-tag.js';
import { markParameter } from './parameter-marks.js';
import { header, type HttpRequest } from './request.js';

const read = createParamDecorator((_: unknown, context): Expected =>
  parseIfMatch(header(context.switchToHttp().getRequest<HttpRequest>().headers, 'if-match')),
);

/** What the client has seen of what it changes; give it to `mustMatch` beside the version that is read in the transaction. */
export const IfMatch = markParameter('if-match', read);
