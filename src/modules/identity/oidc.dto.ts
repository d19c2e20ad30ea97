import { z } from 'zod';

export const providerParameter = z.string().min(1).max(100);

export const beginQuery = z.object({
  confirm: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true: shows again who the person of this session is · true 表示再次验证本会话的登录人' }),
});

/** What else a provider adds is not looked at. */
export const answerQuery = z.object({
  state: z.string().max(1_000).optional(),
  code: z.string().max(4_000).optional(),
  iss: z.string().max(2_000).optional(),
  error: z.string().max(1_000).optional(),
});

export const providersDto = z
  .object({
    providers: z.array(z.object({ name: z.string(), label: z.object({ en: z.string(), zh: z.string() }) })),
  })
  .meta({ id: 'SignInServices' });

export const newIdentity = z
  .strictObject({
    provider: z.string().min(1).max(100),
    subject: z.string().min(1).max(255).meta({
      description: 'The claim sub by which the service knows the person · 登录服务标识该人员的 sub 声明',
    }),
  })
  .meta({ id: 'NewIdentity' });

export const identityDto = z
  .object({
    provider: z.string().nullable().meta({ description: 'null: not configured any more · null 表示已不在配置中' }),
    issuer: z.string(),
    linked_at: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'Identity' });

export const identitiesDto = z.object({ identities: z.array(identityDto) }).meta({ id: 'Identities' });
