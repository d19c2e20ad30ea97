import { faultsOf, type ErrorTable } from '../errors.js';

/** What can be wrong with a request itself, before or instead of its subject. */
export const httpErrors = {
  'http.unknown_route': {
    kind: 'not_found',
    cause: { en: 'There is nothing at this address.', zh: '此地址下没有任何内容。' },
    remedy: { en: 'The addresses are listed at /api/docs.', zh: '可用地址见 /api/docs。' },
  },
  'http.method_not_allowed': {
    kind: 'invalid',
    cause: { en: 'This address does not take this method.', zh: '此地址不支持该请求方法。' },
    remedy: { en: 'It takes: {allowed}.', zh: '支持的方法：{allowed}。' },
  },
  'http.malformed_request': {
    kind: 'invalid',
    cause: { en: 'The request is not well-formed HTTP.', zh: '请求不符合 HTTP 协议格式。' },
    remedy: { en: 'Send it with an HTTP client.', zh: '请使用 HTTP 客户端发送。' },
  },
  'http.bad_address': {
    kind: 'invalid',
    cause: { en: 'The address of the request cannot be read.', zh: '无法解析请求地址。' },
    remedy: {
      en: 'Start it with "/" and encode it as UTF-8 with percent signs, without the character NUL.',
      zh: '请以“/”开头，按 UTF-8 作百分号编码，且不得含空字符（NUL）。',
    },
  },
  'http.address_too_long': {
    kind: 'invalid',
    cause: { en: 'The address of the request is longer than {limit} bytes.', zh: '请求地址超过 {limit} 字节。' },
    remedy: { en: 'Send less in the query.', zh: '请减少查询参数。' },
  },
  'http.headers_too_large': {
    kind: 'invalid',
    cause: { en: 'The headers of the request are too large.', zh: '请求头过大。' },
    remedy: { en: 'Send less than 16 KB of headers.', zh: '请求头请小于 16 KB。' },
  },
  'http.request_timeout': {
    kind: 'invalid',
    cause: { en: 'The request did not arrive in time.', zh: '请求未在限定时间内到齐。' },
    remedy: { en: 'Send it again without pauses.', zh: '请重新连续发送。' },
  },
  'http.unknown_host': {
    kind: 'forbidden',
    cause: { en: 'This server does not answer for the host that was named.', zh: '本服务器不受理发往该主机名的请求。' },
    remedy: {
      en: 'Use the address that was printed at start-up, or add the name to REDRESS_HOSTS.',
      zh: '请使用启动时给出的地址，或将该主机名加入 REDRESS_HOSTS。',
    },
  },
  'http.other_site': {
    kind: 'forbidden',
    cause: { en: 'A page of another site asked for this change.', zh: '此修改请求来自其他网站的页面。' },
    remedy: {
      en: 'Make changes from the pages of this server, or with a client that is no browser.',
      zh: '请在本服务器自己的页面上操作，或使用非浏览器客户端。',
    },
  },
  'http.no_identity': {
    kind: 'forbidden',
    cause: { en: 'The request does not say who acts.', zh: '请求未表明操作者身份。' },
    remedy: {
      en: 'Sign in (POST /api/session), or send the header "Authorization: Bearer" with a token of an account.',
      zh: '请先登录（POST /api/session），或附上请求头“Authorization: Bearer”及账号的令牌。',
    },
  },
  'http.wrong_token': {
    kind: 'forbidden',
    cause: { en: 'The token is not valid, or not any more.', zh: '令牌无效或已失效。' },
    remedy: {
      en: 'Make a new token: it may have run out or been revoked, or its account is disabled.',
      zh: '请新建令牌：原令牌可能已到期或已被撤销，或其账号已停用。',
    },
  },
  'http.session_over': {
    kind: 'forbidden',
    cause: { en: 'This session does not exist, or has ended.', zh: '会话不存在或已结束。' },
    remedy: { en: 'Sign in again.', zh: '请重新登录。' },
  },
  'http.code_missing': {
    kind: 'forbidden',
    cause: {
      en: 'This session still waits for the code of the second factor.',
      zh: '本会话尚待输入第二因素动态码。',
    },
    remedy: { en: 'Send the code (POST /api/session/code).', zh: '请提交动态码（POST /api/session/code）。' },
  },
  'http.wrong_csrf': {
    kind: 'forbidden',
    cause: {
      en: 'The change does not carry the token of this session.',
      zh: '此修改请求未附本会话的防伪令牌。',
    },
    remedy: {
      en: 'Send the header X-CSRF-Token with what GET /api/session gives as "csrf"; every session has its own.',
      zh: '请附上请求头 X-CSRF-Token，其值为 GET /api/session 所给的“csrf”；每个会话各不相同。',
    },
  },
  'http.too_many_requests': {
    kind: 'too_many',
    cause: { en: 'Too many requests in a minute.', zh: '一分钟内请求过多。' },
    remedy: { en: 'Send the next one in {seconds} s.', zh: '请在 {seconds} 秒后再发送。' },
  },
  'http.not_here': {
    kind: 'unavailable',
    cause: {
      en: 'This process does not answer requests: it is there for {roles}.',
      zh: '本进程不受理请求，其角色为：{roles}。',
    },
    remedy: {
      en: 'Send requests to a process with the role "api" (redress serve --role).',
      zh: '请将请求发往具有“api”角色的进程（redress serve --role）。',
    },
  },
  'http.closed': {
    kind: 'forbidden',
    cause: { en: 'This address is not open to anybody.', zh: '此地址不对任何人开放。' },
    remedy: { en: 'Tell whoever runs this server.', zh: '请告知本服务器的管理人员。' },
  },
  'http.not_json': {
    kind: 'invalid',
    cause: { en: 'The body is not declared as JSON in UTF-8.', zh: '请求正文未声明为 UTF-8 编码的 JSON。' },
    remedy: {
      en: 'Send the header "Content-Type: application/json".',
      zh: '请附上请求头“Content-Type: application/json”。',
    },
  },
  'http.wrong_upload_type': {
    kind: 'invalid',
    cause: { en: 'Files of this type are not taken here.', zh: '此处不接受该类型的文件。' },
    remedy: { en: 'Send one of these as Content-Type: {types}.', zh: 'Content-Type 请使用以下之一：{types}。' },
  },
  'http.encoded_body': {
    kind: 'invalid',
    cause: { en: 'The body is compressed.', zh: '请求正文经过压缩。' },
    remedy: { en: 'Send it as it is, without Content-Encoding.', zh: '请直接发送原文，不要使用 Content-Encoding。' },
  },
  'http.body_too_large': {
    kind: 'invalid',
    cause: { en: 'The body is larger than {limit} bytes.', zh: '请求正文超过 {limit} 字节。' },
    remedy: { en: 'Send less at once; large files go to /api/imports.', zh: '请分次发送；大文件请使用 /api/imports。' },
  },
  'http.body_cut_off': {
    kind: 'invalid',
    cause: { en: 'The connection ended before the body was complete.', zh: '正文尚未传完，连接已中断。' },
    remedy: { en: 'Send the request again.', zh: '请重新发送。' },
  },
  'http.malformed_json': {
    kind: 'invalid',
    cause: { en: 'The body is not JSON in UTF-8.', zh: '请求正文不是 UTF-8 编码的 JSON。' },
    remedy: { en: 'Check its quotes, commas and brackets.', zh: '请检查引号、逗号和括号。' },
  },
  'http.unusable_text': {
    kind: 'invalid',
    cause: {
      en: 'A text in the body holds a character that cannot be kept: NUL, or half a surrogate pair.',
      zh: '正文中含有无法保存的字符：空字符（NUL）或不成对的代理码元。',
    },
    remedy: { en: 'Remove it.', zh: '请将其删除。' },
  },
  'http.number_too_large': {
    kind: 'invalid',
    cause: { en: 'A number in the body is too large to be kept.', zh: '正文中含有过大而无法保存的数。' },
    remedy: { en: 'Write numbers below 1.8e308; long ones as texts.', zh: '数值须小于 1.8e308；过长的数请写成文字。' },
  },
  'http.too_deep': {
    kind: 'invalid',
    cause: { en: 'The body is nested more than {limit} levels deep.', zh: '正文嵌套超过 {limit} 层。' },
    remedy: { en: 'Send plainer data.', zh: '请减少嵌套层次。' },
  },
  'http.changed_meanwhile': {
    kind: 'conflict',
    cause: {
      en: 'This has changed since the version that If-Match names.',
      zh: 'If-Match 所指版本之后，内容已有变更。',
    },
    remedy: { en: 'Read it again, look at the change, then decide.', zh: '请重新读取，确认变更后再操作。' },
  },
  'http.bad_if_match': {
    kind: 'invalid',
    cause: { en: 'The header If-Match cannot be read.', zh: '无法解析请求头 If-Match。' },
    remedy: {
      en: 'Send an ETag as it came, such as "v3", several with commas between, or *.',
      zh: '请原样发送所得 ETag（如 "v3"），多个以逗号分隔，或使用 *。',
    },
  },
  'http.refused': {
    kind: 'invalid',
    cause: { en: 'The request cannot be taken.', zh: '无法受理该请求。' },
    remedy: { en: 'The addresses and their use are described at /api/docs.', zh: '地址及用法见 /api/docs。' },
  },
  'http.stopping': {
    kind: 'unavailable',
    cause: { en: 'The server is stopping.', zh: '服务器正在停止。' },
    remedy: { en: 'Try again in a moment.', zh: '请稍后重试。' },
  },
  'http.unexpected': {
    kind: 'unavailable',
    cause: { en: 'Something went wrong here that was not foreseen.', zh: '服务器发生意外错误。' },
    remedy: {
      en: 'Give the number {id} to whoever runs this server: it stands in the log.',
      zh: '请将编号 {id} 告知服务器管理员，日志中有对应记录。',
    },
  },
} as const satisfies ErrorTable;

export const httpFault = faultsOf(httpErrors);
