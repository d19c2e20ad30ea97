import 'reflect-metadata';
import { demand } from '../authority/demand.js';
import { now } from '../clock.js';
import type { Language } from '../errors.js';
import { Letters } from '../modules/letters/letters.service.js';
import type { LetterKind } from '../rules/policy/letter-kinds.js';
import { actingPerson, type ActingOptions } from './acting.runner.js';
import { withApplication } from './application.context.js';
import { draftLines, type LetterLines } from './letter-text.js';

interface Stored extends ActingOptions {
  /** The id of the complaint. */
  readonly complaint: string;
  readonly kind: LetterKind;
}

/**
 * Drafts a letter of a stored complaint, as the service does: the draft is kept, and so is who opened the personal facts in it. Refuses
 * whoever may not write letters, and a complaint that they do not see.
 */
export function draftOfStored(
  { complaint, kind, as }: Stored,
  language: Language,
): Promise<LetterLines & { readonly id: string; readonly isComplete: boolean }> {
  return withApplication(async (app) => {
    const who = await actingPerson(app, as === undefined ? {} : { as });
    demand(who, 'letter.write', { at: now() });
    const { body } = await app
      .get(Letters, { strict: false })
      .draft(complaint, { kind, language }, { who, claim: undefined });
    const { id, subject, text, missing = [], remarks, events } = body;
    const words = { subject: wordOf(subject), text: wordOf(text) };
    return { id, isComplete: missing.length === 0, ...draftLines({ ...words, missing, remarks, events }, language) };
  });
}

/** Withheld is what a request gives that was sent before; a command sends none twice. */
function wordOf(text: unknown): string {
  if (typeof text !== 'string') throw new RangeError('the words of a new draft are withheld');
  return text;
}
