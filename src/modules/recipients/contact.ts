import { RedressError, type Fault, type Language } from '../../errors.js';
import { inRequest } from '../../http/request.js';
import { recipientFault } from './recipient-errors.js';

/** From when to when nobody is sent mail, in the organisation's zone: `22:00` to `07:00` goes over midnight. */
export interface QuietHours {
  readonly from: string;
  readonly until: string;
}

/** How an account wants to be told. The inbox always holds everything. */
export interface Contact {
  /** For mail. Personal: it stands here alone, in no entry and no log. */
  readonly address: string | undefined;
  readonly language: Language;
  /** Ways beside the inbox. */
  readonly ways: readonly 'mail'[];
  readonly quiet: QuietHours | undefined;
}

/** Of whoever has said nothing. */
export const usualContact: Contact = { address: undefined, language: 'en', ways: [], quiet: undefined };

/** What is wrong with a contact beyond the form of its values; nothing where it can be kept. */
export function contactFaults({ address, ways, quiet }: Contact): readonly Fault[] {
  return [
    ...(ways.includes('mail') && address === undefined
      ? [recipientFault('contact.no_address', {}, inRequest('body', '/address'))]
      : []),
    ...(quiet !== undefined && quiet.from === quiet.until
      ? [recipientFault('contact.no_quiet', {}, inRequest('body', '/quiet'))]
      : []),
  ];
}

/** Refuses a contact with faults, with all of them. */
export function mustBeSound(contact: Contact): void {
  const faults = contactFaults(contact);
  if (faults.length > 0) throw new RedressError(faults);
}
