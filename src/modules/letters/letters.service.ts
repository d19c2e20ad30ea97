import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import { demand } from '../../authority/demand.js';
import type { Verb } from '../../authority/authority.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { RedressError, type Language } from '../../errors.js';
import { mustMatch, versionTag, type Expected } from '../../http/entity-tag.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { isReplayed, once } from '../../http/idempotency/once.writer.js';
import { Reply } from '../../http/reply.js';
import type { EntryDraft } from '../../ledger/entry.js';
import { draftLetter, letterText } from '../../letters/draft-letter.js';
import { randomBytes } from '../../random.js';
import type { LetterKind } from '../../rules/policy/letter-kinds.js';
import type { Instant } from '../../rules/values.js';
import { changeComplaints } from '../../store/complaint-changes.writer.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database, Tx } from '../../store/tx.js';
import { complaintFault } from '../complaints/complaint-errors.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import type { PersonalValue, StoredComplaint } from '../complaints/complaint.js';
import { readComplaints } from '../complaints/complaints.repository.js';
import { judgeable } from '../complaints/judgeable.js';
import { uuid, type NewEvent } from '../complaints/keep-events.js';
import { checkPurpose, openingEvent } from '../complaints/opening.js';
import type { Purpose } from '../complaints/purposes.js';
import { recordEvents, type Recording } from '../complaints/record-events.js';
import { mustBeVisible } from '../complaints/visible.repository.js';
import { PoliciesService } from '../policies/policies.service.js';
import { commitmentTo, keptApart, withEntry } from './letter-change.js';
import { letterFault } from './letter-errors.js';
import { draftView, letterView, wordsView, wordsWithheld, type ShownWords } from './letter-view.js';
import { wordsOf, type Letter, type LetterWords } from './letter.js';
import {
  eraseText,
  insertLetter,
  lettersOfComplaint,
  lockLetter,
  readLetter,
  updateLetter,
} from './letters.repository.js';

/** Who asks, by which key it is done once, and which version they have seen. */
export interface Asking {
  readonly who: Known;
  readonly claim: Claim | undefined;
  readonly expected?: Expected;
}

/** What is recorded of a letter beside the letter itself. */
interface Kept {
  readonly events: readonly NewEvent[];
  readonly entry: EntryDraft;
  readonly personal?: readonly PersonalValue[];
}

/** Letters to complainants: drafted, read, edited, thrown away. What they say stands in `personal` alone. */
@Injectable()
export class Letters {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
  ) {}

  /**
   * Drafts a letter from the judgement as of now. The personal facts that stand in it are opened, and that is recorded. Refuses (404) a
   * complaint that is not visible. The words are given once: the same request sent again withholds them.
   */
  async draft(
    id: ComplaintId,
    { kind, language }: { readonly kind: LetterKind; readonly language: Language },
    { who, claim }: Asking,
  ) {
    await mustBeVisible(this.database.reading, id, who, 'letter.write');
    const how = this.recording(who, now());
    const letterId = uuid(randomBytes);
    let words: LetterWords | undefined;
    const reply = await once(this.database, claim, how.at, async (tx) => {
      const made = await this.change(tx, id, { who, verb: 'letter.write', how }, (stored) => {
        const drafted = draftLetter(how.set, judgeable(stored, how.at), { kind, language, at: how.at });
        words = { subject: drafted.subject, text: letterText(drafted.paragraphs) };
        const kept = keptApart(words, randomBytes);
        const body = { letter: letterId, kind, language, text: commitmentTo(kept), judgement: stored.judgement.number };
        const seen = { who, verb: 'letter.write', at: how.at } as const;
        const opened = drafted.opened.length === 0 ? [] : [openingEvent(drafting, drafted.opened, seen)];
        return {
          events: opened,
          entry: { type: 'letter-drafted', body },
          personal: [kept],
          answer: { drafted, kept, stored },
        };
      });
      const { drafted, kept, stored } = made;
      const letter: Letter = {
        ...unsent,
        id: letterId,
        complaint: id,
        kind,
        language,
        judgementNumber: stored.judgement.number,
        setNumber: how.setNumber,
        dates: drafted.dates,
        original: kept.id,
        text: kept.id,
        madeAt: how.at,
        madeBy: actorName(who.actor),
      };
      await insertLetter(tx, letter);
      const body = { ...letterView(letter, how.set), ...wordsWithheld, ...draftView(drafted, how.set) };
      const location = `/api/complaints/${id}/letters/${letterId}`;
      return { status: 201, body, headers: { location, etag: versionTag(letter.version) } };
    });
    return shown(reply, words);
  }

  /** The letters of a complaint from the newest, without their words. Refuses (404) a complaint that is not visible. */
  async list(id: ComplaintId, who: Known) {
    const stored = await this.readable(id, who);
    const { set } = this.policies.inForce();
    const letters = await lettersOfComplaint(this.database.reading, id);
    return { letters: letters.map((letter) => letterView(letter, set, stored)) };
  }

  /** One letter without its words; they are opened. Refuses (404) what is not visible or not there. */
  async read(id: ComplaintId, letterId: string, who: Known) {
    const stored = await this.readable(id, who);
    const letter = await readLetter(this.database.reading, id, letterId);
    const body = { ...letterView(letter, this.policies.inForce().set, stored), ...wordsWithheld };
    return new Reply(body, { headers: { etag: versionTag(letter.version) } });
  }

  /**
   * What a letter says, and what it said when it was drafted; once, when the opening has been recorded. Refuses (404) what is not
   * visible, (409) a letter that was erased.
   */
  async open(id: ComplaintId, letterId: string, purpose: Purpose, { who, claim }: Asking) {
    checkPurpose(purpose);
    await mustBeVisible(this.database.reading, id, who, 'letter.read');
    const how = this.recording(who, now());
    let words: { readonly now: LetterWords; readonly drafted: LetterWords | undefined } | undefined;
    const reply = await once(this.database, claim, how.at, async (tx) => {
      const letter = await lockLetter(tx, id, letterId);
      await this.change(tx, id, { who, verb: 'letter.read', how }, (stored) => {
        words = { now: mustHave(letter, stored), drafted: wordsOf(letter.original, stored) };
        const opening = openingEvent(purpose, [], { who, verb: 'letter.read', at: how.at });
        const events = [{ ...opening, data: { ...opening.data, letter: letterId } }];
        return { events, entry: { type: 'letter-opened', body: { letter: letterId } }, answer: undefined };
      });
      const body = { ...letterView(letter, how.set), ...wordsWithheld };
      return { status: 201, body, headers: { etag: versionTag(letter.version) } };
    });
    if (isReplayed(reply) || words === undefined) return reply;
    const { now: current, drafted } = words;
    const before = drafted === undefined ? {} : { original: { subject: drafted.subject, text: drafted.text } };
    return new Reply({ ...reply.body, ...wordsView(current), ...before }, reply.more);
  }

  /** Writes what the letter says instead; what was drafted is kept. Refuses (409) what is no draft any more, (412) one that was changed. */
  async edit(id: ComplaintId, letterId: string, words: LetterWords, { who, claim, expected }: Asking) {
    await mustBeVisible(this.database.reading, id, who, 'letter.write');
    const how = this.recording(who, now());
    const reply = await once(this.database, claim, how.at, async (tx) => {
      const letter = await lockLetter(tx, id, letterId);
      mustBeDraft(letter);
      mustMatch(expected, letter.version);
      const kept = keptApart(words, randomBytes);
      await this.change(tx, id, { who, verb: 'letter.write', how }, () => {
        const body = { letter: letterId, text: commitmentTo(kept) };
        return { events: [], entry: { type: 'letter-edited', body }, personal: [kept], answer: undefined };
      });
      await eraseText(tx, letter);
      const next = await updateLetter(tx, letter, { status: 'draft', text: kept.id, errorCode: null }, how.at);
      const body = { ...letterView(next, how.set), ...wordsWithheld };
      return { status: 200, body, headers: { etag: versionTag(next.version) } };
    });
    return shown(reply, words);
  }

  /** Throws a draft away: it is kept as discarded. Refuses (409) what is no draft any more. */
  async discard(id: ComplaintId, letterId: string, { who, claim, expected }: Asking) {
    await mustBeVisible(this.database.reading, id, who, 'letter.write');
    const how = this.recording(who, now());
    return once(this.database, claim, how.at, async (tx) => {
      const letter = await lockLetter(tx, id, letterId);
      mustBeDraft(letter);
      mustMatch(expected, letter.version);
      await this.change(tx, id, { who, verb: 'letter.write', how }, () => {
        return { events: [], entry: { type: 'letter-discarded', body: { letter: letterId } }, answer: undefined };
      });
      const next = await updateLetter(tx, letter, { status: 'discarded' }, how.at);
      return { status: 200, body: letterView(next, how.set), headers: { etag: versionTag(next.version) } };
    });
  }

  /**
   * Records something of a letter in the chain of its complaint, through the one write path. `decide` sees what is stored, and may be
   * asked again.
   */
  async change<T>(
    tx: Tx,
    id: ComplaintId,
    { who, verb, how }: { readonly who: Known | undefined; readonly verb: Verb; readonly how: Recording },
    decide: (stored: StoredComplaint) => Kept & { readonly answer: T },
  ): Promise<T> {
    const answers = await changeComplaints<{ readonly answer: T }>(tx, [id], (stored) => {
      if (stored === undefined) throw new RedressError([complaintFault('complaint.unknown')]);
      if (who !== undefined) demand(who, verb, { at: how.at }, { unit: stored.unit ?? null });
      const { events, entry, personal, answer } = decide(stored);
      const change = withEntry(recordEvents(stored, events, how), entry, how.by, personal);
      return { change, answer: { answer } };
    });
    const found = answers.get(id);
    if (found === undefined) throw new RangeError('a complaint was asked about and not decided');
    return found.answer;
  }

  /** By which policies something of a letter is recorded, and in whose name. */
  recording(by: Pick<Known, 'actor'>, at: Instant): Recording {
    const { set, number } = this.policies.inForce();
    const timeZoneData = process.versions.tz ?? '';
    return { set, setNumber: number, timeZoneData, at, by: by.actor, origin: 'letter', random: randomBytes };
  }

  private async readable(id: ComplaintId, who: Known): Promise<StoredComplaint> {
    await mustBeVisible(this.database.reading, id, who, 'letter.read');
    const stored = (await readComplaints(this.database.reading, [id])).get(id);
    if (stored === undefined) throw new RedressError([complaintFault('complaint.unknown')]);
    demand(who, 'letter.read', { at: now() }, { unit: stored.unit ?? null });
    return stored;
  }
}

const drafting: Purpose = { code: 'handle-complaint' };

const unsent = {
  status: 'draft',
  version: 1,
  sentAt: null,
  sentBy: null,
  way: null,
  order: null,
  eventIds: null,
  messageId: null,
  errorCode: null,
} as const satisfies Partial<Letter>;

/** Refuses a letter that has gone, is on its way, or was thrown away. One that did not arrive can be sent again. */
export function mustBeDraft(letter: Letter): void {
  mustBeUnrecorded(letter);
  if (letter.sentAt !== null) throw new RedressError([letterFault('letter.gone_not_recorded')]);
}

/** Refuses a letter of which it is recorded that it went, that is on its way, or that was thrown away. */
export function mustBeUnrecorded({ status }: Letter): void {
  if (status !== 'draft' && status !== 'failed')
    throw new RedressError([letterFault('letter.not_a_draft', { status })]);
}

/** What a letter says as it stands. Refuses one that was erased. */
export function mustHave(letter: Letter, stored: StoredComplaint): LetterWords {
  const words = wordsOf(letter.text, stored);
  if (words === undefined) throw new RedressError([letterFault('letter.erased')]);
  return words;
}

/** The answer with the words, unless it is one that was given before. */
function shown<T extends ShownWords>(reply: Reply<T>, words: LetterWords | undefined): Reply<T> {
  if (isReplayed(reply) || words === undefined) return reply;
  return new Reply({ ...reply.body, ...wordsView(words) }, reply.more);
}
