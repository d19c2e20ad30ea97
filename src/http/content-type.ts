import type { Fault } from '../errors.js';
import { httpFault } from './http-errors.js';
import { header, type Headers } from './request.js';
import { mediaType } from './upload.js';

/** Whether a body comes with the request. */
export function hasBody(headers: Headers): boolean {
  return headers['transfer-encoding'] !== undefined || Number(header(headers, 'content-length') ?? 0) > 0;
}

/**
 * What is wrong with the type of a change's body: all but JSON in UTF-8 is refused, even where the body is empty, because a page of
 * another site can send the other types without asking; a route for uploads takes its own types instead. Compression is refused.
 */
export function contentFault(headers: Headers, uploads: readonly string[] | undefined): Fault | undefined {
  const encoding = header(headers, 'content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return httpFault('http.encoded_body');
  const type = header(headers, 'content-type');
  if (uploads !== undefined) {
    const fits = type !== undefined && uploads.includes(mediaType(type));
    return fits ? undefined : httpFault('http.wrong_upload_type', { types: uploads.join(', ') });
  }
  if (type === undefined) return hasBody(headers) ? httpFault('http.not_json') : undefined;
  return isJson(type) ? undefined : httpFault('http.not_json');
}

function isJson(type: string): boolean {
  return /^application\/json *(; *charset="?utf-8"? *)?$/i.test(type);
}
