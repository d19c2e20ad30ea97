import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { now } from '../../clock.js';
import { readPublicUrl, readServerConfig } from '../../config.js';
import { Jobs, type Job } from '../../jobs/jobs.service.js';
import { queues } from '../../jobs/queues.js';
import { mailServer, type Destination, type SmtpDestination } from '../../outgoing/destination.js';
import { destinationNamed } from '../../outgoing/destinations.reader.js';
import { sendMail } from '../../outgoing/mail.sender.js';
import { sendToRobot } from '../../outgoing/robot.sender.js';
import { heardIn, sendingError, sendingFailure } from '../../outgoing/sending-errors.js';
import { sendWebhook } from '../../outgoing/webhook.sender.js';
import { zoneOf } from '../../rules/time/zone.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database, Tx } from '../../store/tx.js';
import { countDelivery } from '../../telemetry/process.counters.js';
import { inSpan } from '../../telemetry/spans.tracer.js';
import { titlesFor } from '../../texts/sentences/titles.js';
import { DestinationsService } from '../destinations/destinations.service.js';
import { PoliciesService } from '../policies/policies.service.js';
import { whoIsTold } from '../recipients/recipient.js';
import { readContact } from '../recipients/contacts.repository.js';
import { allRecipients } from '../recipients/recipients.repository.js';
import { announcementsIn } from './announcement.js';
import { mostItems } from './gathering.js';
import { mailText } from './mail-text.js';
import { contentOf, type MessageContent, type ToldNotice } from './message-content.js';
import {
  holdBack,
  markFailed,
  markNeedless,
  markSent,
  markTried,
  readMessage,
  setApart,
  type Message,
} from './messages.repository.js';
import { holdOver, noticesOf } from './notices.repository.js';
import { noticeId } from './notice-id.js';
import { quietUntil } from './quiet-hours.js';
import { robotText } from './robot-lines.js';
import { SilentHosts } from './silent-hosts.js';
import { tellUndelivered } from './undelivered.repository.js';
import { webhookBody } from './webhook-body.js';

/** At the same time in one process, and of them to one host: one that hangs leaves room for the others, however many destinations are on it. */
const manner = { atOnce: 12, ofOneGroup: 4 };
/** The first try, and those after it. */
const mostTries = 1 + queues.deliver.retryLimit;

/**
 * Sends messages, each with an identity that stays the same however often it is tried: at least once, and again only where the process or the database
 * went away between the receiver's answer and our own commit. What cannot arrive is told to the fallback owner.
 */
@Injectable()
export class DeliveryService {
  private readonly silent = new SilentHosts();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
    private readonly destinations: DestinationsService,
    private readonly jobs: Jobs,
  ) {}

  /** Has this process send what is in the queue, from `jobs.start` on. */
  start(): void {
    this.jobs.work('deliver', manner, (job) => inSpan('deliver', {}, () => this.deliver(job)));
    this.jobs.work('deliver-dead', { atOnce: 1 }, ({ data }) => this.giveUp(String(data['message']), undefined));
  }

  /** Tries once. Throws where another try may go well. */
  private async deliver({ data }: Pick<Job, 'data'>): Promise<void> {
    const message = await readMessage(this.database.reading, String(data['message']));
    if (message?.status !== 'waiting' || message.way === 'inbox') return;
    const { way } = message;
    try {
      const content = way === 'mail' ? await this.mailContent(message) : await this.wholeContent(message);
      if (content === undefined) return;
      await this.send(message, content);
    } catch (error) {
      countDelivery(way, 'failed');
      const { fault, isLasting } = sendingFailure(error);
      const code = fault?.code ?? 'sending.failed';
      // Held back in the night, it has a job anew: what it was tried before counts.
      if (isLasting || message.tries + 1 >= mostTries) return this.giveUp(message.id, code);
      await markTried(this.database.reading, message.id, code, now());
      throw error;
    }
    countDelivery(way, 'sent');
    await markSent(this.database.reading, message.id, now());
  }

  /**
   * What a mail says now; undefined where it is not to go now. It may have waited for its server, or for a digest: it disturbs nobody in quiet
   * hours, and tells of nothing that was acknowledged or is over. What is over may stand again: that is set apart, and goes then.
   */
  private async mailContent(message: Message): Promise<MessageContent | undefined> {
    const { id, account } = message;
    const contact = await readContact(this.database.reading, account ?? '');
    const at = now();
    const until = quietUntil(at, this.zone(), contact?.quiet);
    if (until !== undefined) {
      await holdBack(this.database.reading, id, until, at);
      return undefined;
    }
    return this.database.transaction(async (tx) => {
      const { open, over } = await openAndOver(tx, id);
      const content = this.contentOf(message, open);
      if (content.count > 0 && over.length > 0) await setApart(tx, message, { id: randomUUID(), notices: over, at });
      if (content.count === 0) await markNeedless(tx, id, at);
      return content.count === 0 ? undefined : content;
    });
  }

  /** A program is told of everything; it sees by itself what is over. */
  private async wholeContent(message: Message): Promise<MessageContent> {
    return this.contentOf(message, await noticesOf(this.database.reading, message.id, mostItems));
  }

  /**
   * A host that said nothing to several a moment ago is not asked: the message is tried again later, as one that had no answer. The last try of a
   * message asks all the same.
   */
  private async send(message: Message, content: MessageContent): Promise<void> {
    const all = await this.destinations.all();
    const to = message.way === 'mail' ? mailServer(all) : destinationNamed(all, message.destination ?? '');
    if (to === undefined) throw sendingError('sending.no_mail_server');
    const asked = { host: `${to.host}:${to.port}`, destination: to.name };
    const isLast = message.tries + 1 >= mostTries;
    if (!isLast && !this.silent.mayAsk(asked, performance.now()))
      throw sendingError('sending.host_silent', { name: to.name });
    try {
      await this.sendTo(to, message, content);
      this.silent.noteAnswer(asked);
    } catch (error) {
      const how = heardIn(sendingFailure(error).fault);
      if (how === 'silence') this.silent.noteSilence(asked, performance.now());
      if (how === 'answer') this.silent.noteAnswer(asked);
      throw error;
    }
  }

  private async sendTo(to: Destination, message: Message, content: MessageContent): Promise<void> {
    const at = now();
    if (to.kind === 'smtp' && message.way === 'mail') return this.mail(to, message, content);
    if (to.kind === 'webhook') return sendWebhook(to, { id: message.id, body: webhookBody(content), at });
    if (to.kind !== 'robot') throw sendingError('sending.wrong_kind', { name: to.name });
    return sendToRobot(to, { text: robotText(content, message.language, this.zone()), at });
  }

  private async mail(server: SmtpDestination, message: Message, content: MessageContent): Promise<void> {
    const contact = await readContact(this.database.reading, message.account ?? '');
    if (contact?.address === undefined) throw sendingError('sending.no_address');
    const { language, createdAt } = message;
    await sendMail(server, {
      id: message.id,
      to: contact.address,
      ...mailText(content, language, this.zone()),
      at: createdAt,
      language: language === 'zh' ? 'zh-CN' : 'en',
    });
  }

  private contentOf({ id, createdAt, body }: Message, notices: readonly ToldNotice[]): MessageContent {
    const titles = titlesFor(this.policies.inForce().set, { facts: new Map(), parameters: new Map() });
    const announcements = announcementsIn(body);
    return contentOf({ id, madeAt: createdAt, announcements }, notices, { titles, publicUrl: publicUrl() });
  }

  private zone() {
    return zoneOf(this.policies.inForce().set.organisation.zone);
  }

  /** Ends the tries of a message, and tells the fallback owner that somebody could not be told. */
  private giveUp(message: string, code: string | undefined): Promise<void> {
    return this.database.transaction(async (tx) => {
      const last = await markFailed(tx, message, code, now());
      if (last !== undefined) await this.tellFallback(tx, message, last);
    });
  }

  private async tellFallback(tx: Tx, failed: string, code: string): Promise<void> {
    const { fallbackOwner } = this.policies.inForce().set.organisation;
    const message = await readMessage(tx, failed);
    if (fallbackOwner === undefined || message === undefined) return;
    const held = await allRecipients(tx);
    const holders = whoIsTold(held, { roles: [fallbackOwner], unit: null, fallback: undefined });
    const how = { holders, role: fallbackOwner, at: now(), newId: randomUUID };
    await tellUndelivered(tx, { ...message, code }, how);
  }
}

/**
 * Which notices of a message somebody must hear of, and which are over: those stay so until the transaction ends. What stood again while they were
 * taken is found by looking once more.
 */
async function openAndOver(tx: Tx, message: string) {
  for (;;) {
    const all = await noticesOf(tx, message, mostItems);
    const over = all.filter(({ status }) => status === 'over');
    const held = new Set((over.length === 0 ? [] : await holdOver(tx, message)).map(noticeId));
    if (over.every((notice) => held.has(noticeId(notice))))
      return { open: all.filter(({ status }) => status === 'waiting' || status === 'told'), over };
  }
}

/** Where links lead: the address by which people reach the service, otherwise where it listens unless told otherwise. */
function publicUrl(): string {
  return readPublicUrl() ?? `http://127.0.0.1:${readServerConfig().port}`;
}
