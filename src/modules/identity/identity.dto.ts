import { z } from 'zod';
import { scopes } from '../../authority/scopes.js';
import { roles } from '../../authority/roles.js';
import { namePattern } from './account-name.js';
import { codeGiven } from './second-factor.dto.js';

const instant = z.iso.datetime({ offset: true });
const role = z.enum(roles);
const scope = z.enum(scopes);
const unit = z.string().min(1).max(100);

export const uuidParameter = z.uuid().toLowerCase();
export const roleParameter = role;

/** A password as it is sent; what is wrong with a new one is said in words of its own. */
const password = z.string().max(1_000).meta({ format: 'password' });

export const credentials = z
  .strictObject({ name: z.string().min(1).max(256), password: password.min(1) })
  .meta({ id: 'Credentials' });

export const enteredDto = z
  .object({
    account: z.uuid(),
    stage: z.enum(['code', 'full']).meta({
      description: 'code: POST /api/session/code is still to come · code 表示尚须提交动态码',
    }),
    csrf: z
      .string()
      .meta({ description: 'For the header X-CSRF-Token of every change · 每次修改须附于请求头 X-CSRF-Token' }),
  })
  .meta({ id: 'Entered' });

/** The code where the account has a second factor, otherwise the password. */
export const confirmation = z
  .union([z.strictObject({ password: password.min(1) }), codeGiven])
  .meta({ id: 'Confirmation' });

export const whoDto = z
  .object({
    account: z.uuid(),
    name: z.string(),
    kind: z.enum(['person', 'service', 'demo']),
    roles: z.array(role),
    units: z.array(z.string()),
    second_factor: z.boolean(),
    csrf: z.string().nullable().meta({ description: 'null for a token · 使用令牌时为 null' }),
    way: z.enum(['password', 'oidc', 'link']).nullable().meta({ description: 'null for a token · 使用令牌时为 null' }),
    provider: z
      .string()
      .nullable()
      .meta({ description: 'The sign-in service, where it was one · 经由登录服务登录时为其名称' }),
    expires_at: instant.nullable(),
    confirmed_until: instant.nullable().meta({
      description: 'Until when the password or code shown last counts · 最近一次验证的有效期限',
    }),
    scopes: z
      .array(scope)
      .nullable()
      .meta({ description: 'Of a token; null for a session · 令牌的授权范围；会话为 null' }),
  })
  .meta({ id: 'Who' });

export const newAccount = z
  .strictObject({
    name: z.string().regex(namePattern).meta({ description: 'The sign-in name · 登录名' }),
    kind: z.enum(['person', 'service']).default('person').meta({
      description: 'service: a program, with tokens alone · service 为程序账号，仅使用令牌',
    }),
    roles: z.array(role).max(roles.length).default([]),
    units: z.array(unit).max(1_000).default([]),
  })
  .meta({ id: 'NewAccount' });

export const accountDto = z
  .object({
    id: z.uuid(),
    kind: z.enum(['person', 'service', 'demo']),
    name: z.string(),
    created_at: instant,
    disabled_at: instant.nullable(),
    roles: z.array(role),
    units: z.array(z.string()),
    waiting_roles: z.array(z.object({ request: z.uuid(), role })).meta({
      description: 'Roles that wait for a second administrator · 待另一名系统管理员批准的角色',
    }),
    has_password: z.boolean(),
    second_factor: z.boolean(),
  })
  .meta({ id: 'Account' });

export const accountsQuery = z.strictObject({
  after: z.string().max(256).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const accountsDto = z
  .object({ accounts: z.array(accountDto), next: z.string().optional() })
  .meta({ id: 'Accounts' });

export const newRole = z.strictObject({ role }).meta({ id: 'NewRole' });
export const newUnits = z.strictObject({ units: z.array(unit).max(1_000) }).meta({ id: 'NewUnits' });

export const linkDto = z
  .object({
    link: z.string().nullable().meta({
      description: 'Shown this one time: for POST /api/password · 仅显示一次，用于 POST /api/password',
    }),
    expires_at: instant,
  })
  .meta({ id: 'PasswordLink' });

export const passwordByLink = z
  .strictObject({ link: z.string().min(1).max(200), password })
  .meta({ id: 'PasswordByLink' });

export const ownPassword = z.strictObject({ old: password.min(1), password }).meta({ id: 'OwnPassword' });

export const requestDto = z
  .object({
    id: z.uuid(),
    account: z.uuid(),
    name: z.string(),
    role,
    asked_at: instant,
    asked_by: z.uuid(),
    decided_at: instant.nullable(),
    decided_by: z.string().nullable(),
    granted: z.boolean().nullable(),
  })
  .meta({ id: 'RoleRequest' });

export const requestsDto = z.object({ requests: z.array(requestDto) }).meta({ id: 'RoleRequests' });
export const decision = z.strictObject({ granted: z.boolean() }).meta({ id: 'RoleDecision' });

export const newToken = z
  .strictObject({
    name: z.string().min(1).max(100).meta({ description: 'What it is for, to tell it from others · 用途，便于识别' }),
    scopes: z.array(scope).min(1).max(scopes.length),
    expires_at: instant
      .optional()
      .meta({ description: 'In 90 days unless said otherwise, in a year at most · 默认 90 天，最长一年' }),
  })
  .meta({ id: 'NewToken' });

export const tokenDto = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scopes: z.array(scope),
    created_at: instant,
    created_by: z.string(),
    expires_at: instant,
    revoked_at: instant.nullable(),
    used_at: instant.nullable(),
  })
  .meta({ id: 'Token' });

export const freshTokenDto = tokenDto
  .extend({
    token: z.string().nullable().meta({
      description: 'Shown this one time; null where the same request comes again · 仅显示一次；重发同一请求时为 null',
    }),
  })
  .meta({ id: 'FreshToken' });

export const tokensDto = z.object({ tokens: z.array(tokenDto) }).meta({ id: 'Tokens' });

export const sessionsDto = z
  .object({
    sessions: z.array(
      z.object({
        id: z.uuid(),
        way: z.enum(['password', 'oidc', 'link']),
        stage: z.enum(['code', 'full']),
        created_at: instant,
        used_at: instant,
        expires_at: instant,
        is_this: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Sessions' });

export const endedDto = z.object({ ended: z.int() }).meta({ id: 'SessionsEnded' });
