import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { actorOf } from '../../actor.js';
import { now } from '../../clock.js';
import { isUnavailable, RedressError } from '../../errors.js';
import { Jobs, type Job } from '../../jobs/jobs.service.js';
import { mailServer } from '../../outgoing/destination.js';
import { sendMail } from '../../outgoing/mail.sender.js';
import { sendingError, sendingFailure } from '../../outgoing/sending-errors.js';
import { tellOnce } from '../../http/tell-once.logger.js';
import { randomBytes } from '../../random.js';
import type { Instant } from '../../rules/values.js';
import { datesOf } from '../../letters/dates-of-letter.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database, Tx } from '../../store/tx.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { readComplaints } from '../complaints/complaints.repository.js';
import { uuid } from '../complaints/keep-events.js';
import { DestinationsService } from '../destinations/destinations.service.js';
import { insertMessages } from '../notices/messages.repository.js';
import { withIds } from './letter-sending.service.js';
import { letterFault } from './letter-errors.js';
import { letterHtml } from './letter-html.js';
import { orderOf, wordsOf, type Letter } from './letter.js';
import { Letters } from './letters.service.js';
import {
  lettersOnTheirWay,
  lockLetter,
  noteTaken,
  readLetter,
  updateLetter,
  type OnItsWay,
} from './letters.repository.js';
import { eventsOfGoing, factsGiven, matterOfLetter } from './sending-letter.js';

/** How often it is tried at once to record what a mail server has taken; later the queue has it tried again. */
const recordings = 5;

const goneCode = 'letter.gone_not_recorded';

const nobody = 'system:letters';

/** Sends letters by mail, at least once, under an identity that stays the same; records what that is when the mail server has taken it. */
@Injectable()
export class LetterMail implements OnModuleDestroy {
  private readonly tell = tellOnce();
  private readonly end = new AbortController();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly letters: Letters,
    private readonly destinations: DestinationsService,
    private readonly jobs: Jobs,
  ) {}

  /** Has this process send the letters that are in the queue, from `jobs.start` on. */
  start(): void {
    this.jobs.work('letter', { atOnce: 4 }, (job) => this.deliver(job));
    this.jobs.work('letter-dead', { atOnce: 1 }, ({ data }) => this.giveUp(data, undefined));
    this.sendAgain().catch((error: unknown) => this.tell(error, 'Letters on their way'));
  }

  onModuleDestroy(): void {
    this.end.abort();
  }

  /** A database that was restored has its letters, but not their jobs. A job that is there already is not doubled. */
  async sendAgain(): Promise<void> {
    const letters = await lettersOnTheirWay(this.database.reading);
    const jobs = letters.map((letter) => ({ id: letter.messageId, group: 'mail', data: jobOf(letter) }));
    await this.jobs.sendAll(undefined, 'letter', jobs);
  }

  /** Tries once. Throws where another try may go well. */
  private async deliver({ data, signal }: Pick<Job, 'data' | 'signal'>): Promise<void> {
    const [complaint, id] = [String(data['complaint']), String(data['letter'])];
    const letter = await readLetter(this.database.reading, complaint, id);
    if (letter.status !== 'sending') return;
    try {
      // A mail server has taken it before: it does not go a second time; that it went remains to be recorded.
      if (letter.sentAt === null) await this.mailAndMark(letter, data, signal);
      await this.recordUntilKept(letter, letter.sentAt ?? now());
    } catch (error) {
      const { fault, isLasting } = sendingFailure(error);
      if (isLasting || fault?.kind === 'conflict') return this.giveUp(data, fault?.code);
      throw error;
    }
  }

  /** Refuses what could not be recorded before it goes. From the mail server's answer on it is tried to keep that, for as long as this process runs. */
  private async mailAndMark(letter: Letter, data: Job['data'], signal: AbortSignal): Promise<void> {
    const stored = (await readComplaints(this.database.reading, [letter.complaint])).get(letter.complaint);
    if (stored !== undefined) this.mustStillGo(letter, stored);
    await this.mail(letter, stored, signal);
    const at = now();
    for (;;)
      try {
        return await this.database.transaction((tx) => this.mark(tx, letter, data, at));
      } catch (error) {
        if (this.end.signal.aborted || !isUnavailable(error)) throw error;
        await sleep(1_000, undefined, { signal: this.end.signal }).catch(() => undefined);
      }
  }

  /** Who gave it up, or sent it anew, while it was with the mail server did not know that it goes: they are told. */
  private async mark(tx: Tx, letter: Letter, data: Job['data'], at: Instant): Promise<void> {
    const marked = await noteTaken(tx, letter, at);
    const { messageId } = marked === undefined ? await readLetter(tx, letter.complaint, letter.id) : letter;
    if (marked === 'failed' || messageId !== letter.messageId) await tellSender(tx, data, { code: goneCode, at });
  }

  /** A letter may have waited for its mail server: one whose dates are not true any more does not go, unless a reason says that it may. */
  private mustStillGo(letter: Letter, stored: StoredComplaint): void {
    const { set, at } = this.letters.recording({ actor: actorOf(nobody) }, now());
    const matter = matterOfLetter(letter, stored, set, at);
    const { data = {}, despite } = orderOf(letter.order, stored) ?? {};
    if (despite === undefined && datesOf(matter).join() !== letter.dates.join())
      throw new RedressError([letterFault('letter.out_of_date')]);
    if (matter.events.length === 0) throw new RedressError([letterFault('letter.no_event', { kind: letter.kind })]);
    factsGiven(data, matter);
  }

  private async mail(letter: Letter, stored: StoredComplaint | undefined, signal: AbortSignal): Promise<void> {
    const server = mailServer(await this.destinations.all());
    if (server === undefined) throw sendingError('sending.no_mail_server');
    const words = stored && wordsOf(letter.text, stored);
    const order = stored && orderOf(letter.order, stored);
    if (words === undefined || order === undefined) throw sendingError('sending.no_address');
    await sendMail(server, {
      id: letter.messageId ?? letter.id,
      to: order.to,
      subject: words.subject,
      text: words.text,
      html: letterHtml(words, letter.language),
      at: now(),
      language: letter.language === 'zh' ? 'zh-CN' : 'en',
      isByPerson: true,
      signal,
    });
  }

  private async recordUntilKept(letter: Letter, at: Instant): Promise<void> {
    for (let left = recordings; ; left--)
      try {
        return await this.record(letter, at);
      } catch (error) {
        if (left === 1 || !isUnavailable(error)) throw error;
        await sleep(1_000);
      }
  }

  /** The instant is that of the mail server's first answer, however long the database was away then. */
  private record({ complaint, id, sentBy, messageId }: Letter, taken: Instant): Promise<void> {
    return this.database.transaction(async (tx) => {
      const letter = await lockLetter(tx, complaint, id);
      if (letter.status !== 'sending' || letter.messageId !== messageId) return;
      const at = letter.sentAt ?? taken;
      const how = this.letters.recording({ actor: actorOf(sentBy ?? nobody) }, at);
      const eventIds = await this.letters.change(
        tx,
        complaint,
        { who: undefined, verb: 'letter.write', how },
        (stored) => {
          const order = orderOf(letter.order, stored);
          const words = wordsOf(letter.text, stored) ?? { subject: '', text: '' };
          const matter = matterOfLetter(letter, stored, how.set, at);
          const going = { at, data: order?.data ?? {}, despite: order?.despite };
          const events = withIds(eventsOfGoing(letter, words, matter, going), id, stored);
          const ids = events.map((event) => event.id);
          return { events, entry: { type: 'letter-sent', body: { letter: id, at, events: ids } }, answer: ids };
        },
      );
      await updateLetter(tx, letter, { status: 'sent', sentAt: at, eventIds, errorCode: null }, now());
    });
  }

  /**
   * Nothing has happened: whoever sent it is told, and can send it again. Where a mail server had taken it and only the record of that failed,
   * they are told that, and can record it as sent. A complaint of which nothing can be recorded keeps no letter on its way for ever.
   */
  private async giveUp(data: Job['data'], code: string | undefined): Promise<void> {
    try {
      await this.endLetter(data, code, true);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      this.tell(error, 'A letter that did not go');
      await this.endLetter(data, code, false);
    }
  }

  private endLetter(data: Job['data'], code: string | undefined, isInChain: boolean): Promise<void> {
    const [complaint, id] = [String(data['complaint']), String(data['letter'])];
    return this.database.transaction(async (tx) => {
      const letter = await lockLetter(tx, complaint, id);
      if (letter.status !== 'sending') return;
      const hasGone = letter.sentAt !== null;
      const errorCode = hasGone ? goneCode : (code ?? 'sending.mail_failed');
      const how = this.letters.recording({ actor: actorOf(letter.sentBy ?? nobody) }, now());
      if (isInChain)
        await this.letters.change(tx, complaint, { who: undefined, verb: 'letter.write', how }, () => {
          const body = { letter: id, error: errorCode, ...(letter.sentAt === null ? {} : { at: letter.sentAt }) };
          const type = hasGone ? 'letter-gone-not-recorded' : 'letter-not-sent';
          return { events: [], entry: { type, body }, answer: undefined };
        });
      await updateLetter(tx, letter, { status: 'failed', errorCode }, how.at);
      await tellSender(tx, data, { code: errorCode, at: how.at });
    });
  }
}

/** The account that sent it learns of it in its inbox, by ids and a code. */
async function tellSender(
  tx: Tx,
  { complaint, letter, account }: Job['data'],
  { code, at }: { readonly code: string; readonly at: Instant },
): Promise<void> {
  if (typeof account !== 'string') return;
  const message = {
    id: uuid(randomBytes),
    kind: code === goneCode ? ('letter-not-recorded' as const) : ('letter-not-sent' as const),
    way: 'inbox',
    account,
    language: 'en',
    notBefore: at,
    isGathering: false,
    body: { complaint: String(complaint), letter: String(letter), code },
  } as const;
  await insertMessages(tx, [message], at);
}

function jobOf({ complaint, letter, sentBy }: OnItsWay): Job['data'] {
  const [, account] = /^account:(.+)$/u.exec(sentBy ?? '') ?? [];
  return { complaint, letter, ...(account === undefined ? {} : { account }) };
}
