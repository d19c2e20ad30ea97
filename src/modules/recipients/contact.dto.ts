import { z } from 'zod';
import type { Contact } from './contact.js';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'HH:MM' });

const quiet = z.strictObject({ from: timeOfDay, until: timeOfDay }).nullable().meta({
  description:
    'No mail from then until then, HH:MM in the zone of the organisation; it waits and comes as one · 免打扰时段，按机构所在时区；其间邮件顺延并合并',
});

const language = z.enum(['en', 'zh']);
const ways = z.array(z.literal('mail')).max(1).meta({ description: 'Beside the inbox · 站内收件箱以外的方式' });

export const newContactDto = z
  .strictObject({
    address: z.email().max(254).nullable().default(null),
    language: language.default('en'),
    ways: ways.default([]),
    quiet: quiet.default(null),
  })
  .meta({ id: 'NewContact' });

export const contactDto = z.object({ address: z.string().nullable(), language, ways, quiet }).meta({ id: 'Contact' });

// The answer to a change is kept for repetitions, and an address is personal: it is not said again.
export const contactChangedDto = z.object({ changed: z.boolean() }).meta({ id: 'ContactChanged' });

/** A contact as it was sent. */
export function contactOf({ address, quiet: hours, ...rest }: z.infer<typeof newContactDto>): Contact {
  return { ...rest, address: address ?? undefined, quiet: hours ?? undefined };
}
