import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { mustMatch, versionTag } from '../../http/entity-tag.js';
import { once } from '../../http/idempotency/once.writer.js';
import { inRequest } from '../../http/request.js';
import { Jobs } from '../../jobs/jobs.service.js';
import { datedOn } from '../../letters/letter-date.js';
import { factsNow } from '../../letters/matter.js';
import { mailServer } from '../../outgoing/destination.js';
import { sendingError } from '../../outgoing/sending-errors.js';
import { randomBytes } from '../../random.js';
import { dayIn } from '../../rules/time/compare.js';
import { formatInstant, parseTime } from '../../rules/time/parse-time.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { judgeable } from '../complaints/judgeable.js';
import { uuid } from '../complaints/keep-events.js';
import type { Recording } from '../complaints/record-events.js';
import { mustBeVisible } from '../complaints/visible.repository.js';
import { DestinationsService } from '../destinations/destinations.service.js';
import { commitmentTo, keptApart } from './letter-change.js';
import { letterFault } from './letter-errors.js';
import { letterView } from './letter-view.js';
import { orderOf, wordsOf, type Letter, type LetterWay, type LetterWords, type SendingOrder } from './letter.js';
import { Letters, mustBeDraft, mustBeUnrecorded, mustHave, type Asking } from './letters.service.js';
import { eraseText, lockLetter, updateLetter } from './letters.repository.js';
import { eventsOfGoing, factsGiven, matterOfLetter, mayGo } from './sending-letter.js';

/** How a letter is asked to go by mail. */
export interface SendAsked {
  readonly to?: string | undefined;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  readonly despite?: string | undefined;
}

/** How a letter has gone. */
export interface GoneAsked {
  readonly at: string;
  readonly way: LetterWay;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  readonly despite?: string | undefined;
}

/** Letters on their way. What the rules wait for happens when the letter has really gone, at that instant and not before. */
@Injectable()
export class LetterSending {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly letters: Letters,
    private readonly destinations: DestinationsService,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Puts a letter on its way by mail. Nothing has happened yet: the events are recorded when the mail server has taken it. Refuses what
   * is no draft, what is not finished or lacks a statement, and a complainant without an address.
   */
  async send(id: ComplaintId, letterId: string, asked: SendAsked, { who, claim, expected }: Asking) {
    await mustBeVisible(this.database.reading, id, who, 'letter.write');
    if (mailServer(await this.destinations.all()) === undefined) throw sendingError('sending.no_mail_server');
    const how = this.letters.recording(who, now());
    return once(this.database, claim, how.at, async (tx) => {
      const letter = await lockLetter(tx, id, letterId);
      mustBeDraft(letter);
      mustMatch(expected, letter.version);
      const kept = await this.letters.change(tx, id, { who, verb: 'letter.write', how }, (stored) => {
        const words = dated(mustHave(letter, stored), letter, how);
        const matter = matterOfLetter(letter, stored, how.set, how.at);
        mayGo(letter, words, matter, { despite: asked.despite, isAhead: true });
        factsGiven(asked.data ?? {}, matter);
        const order = keptApart(orderFrom(asked, stored, how), randomBytes);
        const text = keptApart(words, randomBytes);
        const body = { letter: letterId, text: commitmentTo(text), order: commitmentTo(order) };
        const personal = [text, order];
        return { events: [], entry: { type: 'letter-on-its-way', body }, personal, answer: { text, order } };
      });
      await eraseText(tx, letter);
      const messageId = uuid(randomBytes);
      const part = {
        status: 'sending',
        way: 'mail',
        text: kept.text.id,
        order: kept.order.id,
        sentBy: actorName(who.actor),
        messageId,
        errorCode: null,
      } as const;
      const next = await updateLetter(tx, letter, part, how.at);
      await this.jobs.send(
        tx,
        'letter',
        { complaint: id, letter: letterId, account: who.account },
        { id: messageId, group: 'mail' },
      );
      return { status: 202, body: letterView(next, how.set), headers: { etag: versionTag(next.version) } };
    });
  }

  /**
   * Records that a letter has gone by another way, at the instant at which it did: the events happen then. Refuses what is no draft or
   * not finished, and a time that lies ahead or before the draft.
   */
  async recordAsSent(id: ComplaintId, letterId: string, asked: GoneAsked, { who, claim, expected }: Asking) {
    await mustBeVisible(this.database.reading, id, who, 'letter.write');
    const how = this.letters.recording(who, now());
    return once(this.database, claim, how.at, async (tx) => {
      const letter = await lockLetter(tx, id, letterId);
      mustBeUnrecorded(letter);
      mustMatch(expected, letter.version);
      const at = letter.sentAt ?? instantOf(asked.at, letter, how.at);
      mustBeAsTaken(letter, asked, how);
      const eventIds = await this.letters.change(tx, id, { who, verb: 'letter.write', how }, (stored) => {
        const hasGone = letter.sentAt !== null;
        const words = hasGone ? (wordsOf(letter.text, stored) ?? noWords) : mustHave(letter, stored);
        const matter = matterOfLetter(letter, stored, how.set, at);
        // One that a mail server took went as it was asked to go then, whatever it lacks.
        const order = hasGone ? orderOf(letter.order, stored) : undefined;
        const { data = order?.data ?? {}, despite = order?.despite } = asked;
        if (!hasGone) mayGo(letter, words, matter, { despite, isAhead: false });
        const going = { at, data, despite };
        const events = withIds(eventsOfGoing(letter, words, matter, going), letterId, stored);
        const body = { letter: letterId, way: asked.way, at, events: events.map((event) => event.id) };
        return { events, entry: { type: 'letter-recorded-as-sent', body }, answer: events.map((event) => event.id) };
      });
      const by = actorName(who.actor);
      const part = { status: 'recorded', way: asked.way, sentAt: at, sentBy: by, eventIds, errorCode: null } as const;
      const next = await updateLetter(tx, letter, part, how.at);
      return { status: 200, body: letterView(next, how.set), headers: { etag: versionTag(next.version) } };
    });
  }
}

const noWords: LetterWords = { subject: '', text: '' };

/** A letter that a mail server took went then and so, whatever is said of it. */
function mustBeAsTaken({ sentAt }: Letter, { at, way }: GoneAsked, { set }: Recording): void {
  if (sentAt === null) return;
  const zone = zoneOf(set.organisation.zone);
  const time = parseTime(at);
  const taken = formatInstant(sentAt, zone);
  if (way !== 'mail' || time?.kind !== 'instant' || formatInstant(time.at, zone) !== taken)
    throw new RedressError([letterFault('letter.gone_otherwise', { at: taken }, inRequest('body', '/at'))]);
}

/** Ids for the events of a letter, which name it; one that is taken (S36) is followed by the next free one. */
export function withIds<T extends object>(events: readonly T[], letter: string, { events: stored }: StoredComplaint) {
  const taken = new Set(stored.map(({ id }) => id));
  return events.map((event, index) => {
    let id = `letter-${letter}-${index + 1}`;
    while (taken.has(id)) id += '+';
    return { ...event, id };
  });
}

/** The letter with the day on which it goes. */
function dated({ subject, text }: LetterWords, { madeAt }: Letter, { set, at }: Recording): LetterWords {
  const zone = zoneOf(set.organisation.zone);
  const day = (instant: Instant): number => dayIn({ kind: 'instant', at: instant }, zone);
  return { subject, text: datedOn(text, day(madeAt), day(at)) };
}

/** Where the letter goes: as asked, otherwise to the address that the complaint has. Refuses where there is none. */
function orderFrom(
  { to, data = {}, despite }: SendAsked,
  stored: StoredComplaint,
  { set, at }: Recording,
): SendingOrder {
  const address = to ?? addressOf(factsNow(judgeable(stored, at), at, zoneOf(set.organisation.zone)));
  if (address === undefined) throw new RedressError([letterFault('letter.no_address', {}, inRequest('body', '/to'))]);
  return { to: address, data, ...(despite === undefined ? {} : { despite }) };
}

/** A mail address of the complainant: the fact that is one, otherwise the contact where that is one. */
function addressOf(facts: Readonly<Record<string, unknown>>): string | undefined {
  return [facts['complainant_email'], facts['contact']]
    .filter((value) => typeof value === 'string')
    .map((value) => value.trim())
    .find((value) => /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/u.test(value));
}

function instantOf(raw: string, { madeAt }: Letter, at: Instant): Instant {
  const place = inRequest('body', '/at');
  const time = parseTime(raw);
  if (time?.kind !== 'instant') throw new RedressError([letterFault('letter.wrong_instant', {}, place)]);
  if (time.at > at) throw new RedressError([letterFault('letter.not_gone_yet', {}, place)]);
  if (time.at < madeAt) throw new RedressError([letterFault('letter.gone_before_drafted', {}, place)]);
  return time.at;
}
