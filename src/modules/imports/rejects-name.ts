import type { Run } from '../runs/run.js';

/** How a browser is to take the rejected rows of an import: as a file beside the one that was imported, never as a page. */
export function rejectsName({ request }: Run): { readonly type: string; readonly disposition: string } {
  const file = typeof request['file'] === 'string' ? request['file'] : 'upload';
  const [, name = file, ending = ''] = /^(.+?)(\.[A-Za-z0-9]{1,8})?$/u.exec(file) ?? [];
  const own = encodeURIComponent(`${name}.rejects${ending}`).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return {
    // The rows stand in the encoding of the input, which no type of ours would name rightly.
    type: 'application/octet-stream',
    disposition: `attachment; filename="rejects"; filename*=UTF-8''${own}`,
  };
}
