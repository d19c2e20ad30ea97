import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });

/** A code of a generator, or one for recovery, as people type it. */
const code = z.string().min(1).max(100).meta({
  description: 'Of the generator, or a recovery code · 动态码或恢复码',
  format: 'password',
});

export const codeGiven = z.strictObject({ code }).meta({ id: 'SecondFactorCode' });

export const codeAskedDto = z
  .object({
    csrf: z.string().meta({ description: 'For the header X-CSRF-Token · 用于请求头 X-CSRF-Token' }),
    expires_at: instant,
  })
  .meta({ id: 'CodeAsked' });

export const secondFactorDto = z
  .object({
    on: z.boolean(),
    since: instant.nullable(),
    recovery_codes: z.int().meta({ description: 'Not used yet · 尚未使用的恢复码数量' }),
  })
  .meta({ id: 'SecondFactor' });

export const begunDto = z
  .object({
    secret: z.string().meta({ description: 'Shown this one time, to be typed in · 仅显示一次，供手工输入' }),
    address: z.string().meta({ description: 'otpauth://…, for a QR code · 用于生成二维码' }),
  })
  .meta({ id: 'SecondFactorBegun' });

const codes = z.array(z.string());

export const switchedOnDto = z
  .object({
    recovery_codes: codes.meta({ description: 'Shown this one time; each works once · 仅显示一次，每个仅可用一次' }),
  })
  .meta({ id: 'SecondFactorOn' });

export const codesDto = z
  .object({
    recovery_codes: codes.nullable().meta({
      description: 'Shown this one time; null where the same request comes again · 仅显示一次；重发同一请求时为 null',
    }),
  })
  .meta({ id: 'RecoveryCodes' });
