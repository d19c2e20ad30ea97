import type { Instant } from '../../rules/values.js';
import type { Account, RoleRequest } from './account.js';
import type { Session } from './sessions.repository.js';
import type { ApiToken } from './tokens.repository.js';

export function accountView(account: Account) {
  const { id, kind, name, createdAt, disabledAt, roles, units, waiting, hasPassword, hasSecondFactor } = account;
  return {
    id,
    kind,
    name,
    created_at: text(createdAt),
    disabled_at: textOrNull(disabledAt),
    roles: [...roles],
    units: [...units],
    waiting_roles: waiting.map(({ request, role }) => ({ request, role })),
    has_password: hasPassword,
    second_factor: hasSecondFactor,
  };
}

export type AccountView = ReturnType<typeof accountView>;

export function requestView(request: RoleRequest) {
  const { id, account, name, role, askedAt, askedBy, decidedAt, decidedBy, granted } = request;
  return {
    id,
    account,
    name,
    role,
    asked_at: text(askedAt),
    asked_by: askedBy,
    decided_at: textOrNull(decidedAt),
    decided_by: decidedBy ?? null,
    granted: granted ?? null,
  };
}

export function tokenView(token: ApiToken) {
  const { id, name, scopes, createdAt, createdBy, expiresAt, revokedAt, usedAt } = token;
  return {
    id,
    name,
    scopes: [...scopes],
    created_at: text(createdAt),
    created_by: createdBy,
    expires_at: text(expiresAt),
    revoked_at: textOrNull(revokedAt),
    used_at: textOrNull(usedAt),
  };
}

export function sessionView({ id, way, stage, createdAt, usedAt, expiresAt }: Session, present: string | undefined) {
  return {
    id,
    way,
    stage,
    created_at: text(createdAt),
    used_at: text(usedAt),
    expires_at: text(expiresAt),
    is_this: id === present,
  };
}

/** An instant in UTC: an account belongs to no place. */
export function text(at: Instant): string {
  return new Date(at).toISOString();
}

function textOrNull(at: Instant | undefined): string | null {
  return at === undefined ? null : text(at);
}
