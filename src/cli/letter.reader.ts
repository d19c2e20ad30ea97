import { readFile, stat } from 'node:fs/promises';
import { RedressError } from '../errors.js';
import { letterText } from '../rules/reply/letter-text.js';
import { sentencesOf } from '../rules/reply/sentences.js';
import { replyFault } from './reply-errors.js';

/** In bytes: a letter is far shorter. */
const limit = 2_000_000;

/**
 * The words of a letter: a text, Markdown or HTML file in UTF-8. Refuses what cannot be read, is no text (a word processor's own
 * format, a PDF, another encoding), has no words or is far too large.
 */
export async function readLetter(path: string): Promise<string> {
  const bytes = await bytesOf(path);
  const source = textOf(bytes);
  if (source === undefined) throw new RedressError([replyFault('reply.not_text', {}, { file: path })]);
  const isPage = /\.x?html?$/iu.test(path) || /^\s*<(?:!doctype html|html)\b/iu.test(source);
  const text = letterText(source, isPage ? 'html' : 'text');
  if (sentencesOf(text).length === 0) throw new RedressError([replyFault('reply.empty', {}, { file: path })]);
  return text;
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const about = await stat(path);
    if (!about.isFile())
      throw new RedressError([replyFault('reply.unreadable', { reason: 'no file' }, { file: path })]);
    if (about.size > limit) throw new RedressError([replyFault('reply.too_large', { limit }, { file: path })]);
    return await readFile(path);
  } catch (error) {
    if (error instanceof RedressError || !(error instanceof Error) || !('code' in error)) throw error;
    const fault = replyFault('reply.unreadable', { reason: String(error.code) }, { file: path });
    throw new RedressError([fault], { cause: error });
  }
}

// oxlint-disable-next-line eslint/no-control-regex -- control characters are what tells that a file is no text
const notText = /[\0-\x08\x0E-\x1F]/u;

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const isOther = text.startsWith('%PDF-') || text.startsWith('{\\rtf') || notText.test(text);
    return isOther ? undefined : text;
  } catch {
    return undefined;
  }
}
