import type { ServerResponse } from 'node:http';
import { StreamableFile } from '@nestjs/common';
import type { Language } from '../../errors.js';
import { isKnown } from '../../http/entity-tag.js';
import { Reply } from '../../http/reply.js';
import type { Run } from '../runs/run.js';
import type { VerifiedFile } from './report-files.keeper.js';
import { disposition, typeOf } from './report-view.js';

/** What the reader has already, and in which language files without one of their own are named. */
export interface Reader {
  /** `If-None-Match`. */
  readonly known: string | undefined;
  readonly language: Language;
}

/** The file as an answer: a download under a name for people, with its digest as ETag; nothing (304) for who has it. */
export async function sendFile(
  { run, opened: { file, handle } }: { readonly run: Run; readonly opened: VerifiedFile },
  { known, language }: Reader,
  response: Pick<ServerResponse, 'setHeader'>,
): Promise<StreamableFile | Reply<undefined>> {
  const etag = `"${file.sha256}"`;
  if (isKnown(etag, known)) {
    await handle.close();
    return new Reply(undefined, { headers: { etag } });
  }
  response.setHeader('ETag', etag);
  return new StreamableFile(handle.createReadStream({ start: 0 }), {
    type: typeOf(file),
    disposition: disposition(file, run.account, language),
    length: file.bytes,
  });
}
