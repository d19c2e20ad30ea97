import nodemailer from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import { readFile } from 'node:fs/promises';
import { RedressError } from '../errors.js';
import type { Instant } from '../rules/values.js';
import { systemErrorCode } from '../imports/system-error.js';
import type { SmtpDestination } from './destination.js';
import { outgoingFault } from './outgoing-errors.js';
import { connectOut } from './outgoing.door.js';
import { sendingError } from './sending-errors.js';

export interface Mail {
  /** Stays the same however often it is tried. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly at: Instant;
  /** `en` or `zh-CN`. */
  readonly language: string;
  /** Written or released by a person: no mail that a program made by itself (RFC 3834). */
  readonly isByPerson?: boolean;
  readonly signal?: AbortSignal;
}

/** For the whole conversation, for its first word, and for each answer in it (ms). */
const patience = { whole: 60_000, greeting: 15_000, answer: 20_000 };

/**
 * Gives a mail to a mail server; done when the server has taken it. Refuses an address that it does not take (lasting), and everything else for which
 * another try may go well. Speaks TLS alone: from the start or by STARTTLS.
 */
export async function sendMail(destination: SmtpDestination, mail: Mail): Promise<void> {
  const { name, host, user, password, security, from, authority } = destination;
  const deadline = AbortSignal.timeout(patience.whole);
  const signal = mail.signal === undefined ? deadline : AbortSignal.any([mail.signal, deadline]);
  const secret = await password?.read();
  const ca = authority === undefined ? {} : { ca: await authorityText(authority, name) };
  const connection = await connectOut(destination);
  const transport = nodemailer.createTransport({
    connection,
    host,
    ...(security === 'tls' ? { secure: true, secured: true } : { secure: false, requireTLS: true }),
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...ca },
    ...(user === undefined ? {} : { auth: { user, pass: secret ?? '' } }),
    greetingTimeout: patience.greeting,
    socketTimeout: patience.answer,
    disableFileAccess: true,
    disableUrlAccess: true,
  } satisfies SMTPTransport.Options & { readonly secured?: boolean }); // its types do not know `secured`
  try {
    await transport.sendMail(messageOf(mail, from, signal));
  } catch (error) {
    throw refusal(error, name);
  } finally {
    transport.close();
    connection.destroy();
  }
}

function authorityText(file: string, name: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new RedressError([
      outgoingFault('outgoing.no_authority', { name, reason: systemErrorCode(error) ?? 'unknown' }),
    ]);
  });
}

const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

function messageOf(
  { id, to, subject, text, html, at, language, isByPerson = false }: Mail,
  from: string,
  signal: AbortSignal,
) {
  return {
    messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    // As an address and nothing else: a text could name several.
    from: { name: '', address: from },
    to: { name: '', address: to },
    envelope: { from, to },
    subject,
    text,
    html,
    date: new Date(at),
    headers: { ...(isByPerson ? {} : automatic), 'Content-Language': language },
    signal,
  };
}

/** An address that is refused for good is told apart from everything else; of the server's words nothing is kept but its code. */
function refusal(error: unknown, name: string): RedressError {
  if (error instanceof RedressError) return error;
  const about = (key: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
  const [status, code, command] = [about('responseCode'), about('code'), about('command')];
  const reason = typeof status === 'number' ? String(status) : typeof code === 'string' ? code : 'unknown';
  // Before its first word; one that is slow with a mail has answered.
  if (about('timeoutType') === 'GREETING_TIMEOUT') return sendingError('sending.mail_silent', { name });
  const isForAddress = command === 'RCPT TO' || command === 'DATA' || (code === 'EENVELOPE' && command === 'API');
  const isLasting = code === 'EENVELOPE' && command === 'API' ? true : typeof status === 'number' && status >= 500;
  return isForAddress && isLasting
    ? sendingError('sending.mail_refused', { name, reason })
    : sendingError('sending.mail_failed', { name, reason });
}
