import { applyDecorators, createParamDecorator, SetMetadata } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { header, type HttpRequest } from './request.js';

const key = 'redress:upload';

/** A file as it comes in: bytes that nobody has read yet. Whoever takes it reads it to its end. */
export interface IncomingFile {
  /** In lower case, without parameters. */
  readonly type: string;
  /** What `charset` says, in lower case. */
  readonly charset?: string;
  /** `Content-Length`, where it is known before. */
  readonly bytes?: number;
  readonly stream: AsyncIterable<Buffer>;
}

/** What Node.js's request has for reading its body. */
interface Iterable {
  iterator(options: { readonly destroyOnReturn: boolean }): AsyncIterator<Buffer>;
}

/** The body of this route is a file of one of these types: streamed as it is, never parsed, of any size. */
export function Upload(...types: readonly [string, ...string[]]): MethodDecorator {
  return applyDecorators(
    SetMetadata(key, types),
    ApiConsumes(...types),
    ApiBody({ schema: { type: 'string', format: 'binary' } }),
  );
}

/** The types of file that a route takes; undefined for a route that takes JSON. */
export function uploadTypesOn(handler: object): readonly string[] | undefined {
  return Reflect.getMetadata(key, handler) as readonly string[] | undefined; // written by Upload alone
}

/** The file that is being sent to a route with `@Upload`. */
export const UploadedFile = createParamDecorator((_: unknown, context): IncomingFile => {
  const request = context.switchToHttp().getRequest<HttpRequest & Iterable>();
  const contentType = header(request.headers, 'content-type') ?? '';
  const charset = /;\s*charset="?([\w.:-]+)"?/i.exec(contentType)?.[1]?.toLowerCase();
  const bytes = header(request.headers, 'content-length');
  return {
    type: mediaType(contentType),
    ...(charset === undefined ? {} : { charset }),
    ...(bytes === undefined ? {} : { bytes: Number(bytes) }),
    // Whoever stops half-way must still be able to answer: an iteration that ends early would close the connection.
    stream: { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) },
  };
});

/** `text/csv; charset=gb18030` → `text/csv`. */
export function mediaType(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}
