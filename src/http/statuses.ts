import type { ErrorKind, Fault, Text } from '../errors.js';

const ofKind: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many: 429,
  unavailable: 503,
};

/** Codes for which HTTP has a status of its own. */
const ofCode: Readonly<Record<string, number>> = {
  'http.no_identity': 401,
  'http.wrong_token': 401,
  'http.session_over': 401,
  'http.code_missing': 401,
  'identity.wrong_sign_in': 401,
  'http.method_not_allowed': 405,
  'http.request_timeout': 408,
  'http.changed_meanwhile': 412,
  'http.body_too_large': 413,
  'imports.file_too_large': 413,
  'http.address_too_long': 414,
  'http.not_json': 415,
  'http.wrong_upload_type': 415,
  'http.encoded_body': 415,
  'http.unknown_host': 421,
  'http.headers_too_large': 431,
  'http.unexpected': 500,
};

/**
 * The status for these faults: of the first of the gravest sort. What the client must change is 400 whether a comma or its meaning is
 * wrong: the code of the fault says which, 422 would say nothing more.
 */
export function statusOf(faults: readonly Fault[]): number {
  const unavailable = faults.find(({ kind }) => kind === 'unavailable');
  const fault = unavailable ?? faults[0];
  return fault === undefined ? 500 : (ofCode[fault.code] ?? ofKind[fault.kind]);
}

const titles: Readonly<Record<number, Text>> = {
  400: { en: 'The request is not valid', zh: '请求无效' },
  401: { en: 'Who acts is not known', zh: '未验明身份' },
  403: { en: 'Not permitted', zh: '不允许此操作' },
  404: { en: 'Not found', zh: '未找到' },
  405: { en: 'Method not supported', zh: '不支持该请求方法' },
  408: { en: 'The request took too long', zh: '请求超时' },
  409: { en: 'In conflict with what is stored', zh: '与已存内容冲突' },
  412: { en: 'Changed in the meantime', zh: '内容已有变更' },
  413: { en: 'Too large', zh: '内容过大' },
  414: { en: 'The address is too long', zh: '请求地址过长' },
  415: { en: 'Type of content not supported', zh: '不支持该内容类型' },
  421: { en: 'Unknown host', zh: '未知主机名' },
  429: { en: 'Too often in a short time', zh: '操作过于频繁' },
  431: { en: 'The headers are too large', zh: '请求头过大' },
  500: { en: 'Unexpected error', zh: '意外错误' },
  503: { en: 'Not available at the moment', zh: '暂时不可用' },
};

/** Every status that a problem can have. */
export const problemStatuses: readonly number[] = Object.keys(titles).map(Number);

/** What a status means, in a few words. */
export function titleOf(status: number): Text {
  return titles[status] ?? { en: 'The request was refused', zh: '请求被拒绝' };
}
