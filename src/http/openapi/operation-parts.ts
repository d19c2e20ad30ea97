import type { OpenAPIObject } from '@nestjs/swagger';
import { ruleOf } from '../../authority/authority.js';
import type { Allowed } from '../allow.js';
import { isSafe } from '../front-door.js';
import type { Route } from '../routes.js';
import { problemStatuses, titleOf } from '../statuses.js';
import { documentationOf } from './documented.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** Statuses that a route of its kind can answer with, whatever it does. */
function usualProblems(route: Route): readonly number[] {
  const writes = !isSafe(route.method);
  return [
    // Of any address: one that cannot be read, and one that is too long.
    400,
    414,
    ...(route.allowed === 'anyone' ? [] : [401, 403]),
    ...(writes ? [403, 408, 413, 415] : []),
    ...(route.marks.includes('idempotency-key') ? [409] : []),
    ...(route.marks.includes('if-match') ? [412] : []),
    421,
    429,
    500,
    503,
  ];
}

function whoText(allowed: Allowed | undefined): string {
  if (allowed === undefined || allowed === 'anyone') return 'Anyone · 任何人';
  if (allowed === 'signed-in') return 'Everybody who signed in · 所有已登录人员';
  if (allowed === 'in-person') return 'Everybody who signed in, no token · 所有已登录人员（不可用令牌）';
  const { roles, scope, stepUp } = ruleOf(allowed);
  const parts = [
    `Roles · 角色: ${roles.join(', ')}`,
    scope === undefined ? 'no token · 不可用令牌' : `token scope · 令牌范围: ${scope}`,
  ];
  return [...parts, ...(stepUp === true ? ['password or code again within 5 minutes · 5 分钟内须再次验证'] : [])].join(
    '; ',
  );
}

/** Adds to an operation what follows from the decorators of its route: problems, headers, who may use it. */
export function complete(operation: Operation, route: Route): void {
  const documentation = documentationOf(route.handler);
  const parameters = [...(operation.parameters ?? [])];
  for (const mark of route.marks) parameters.push({ $ref: `#/components/parameters/${mark}` });
  if (documentation?.versioned === true && route.method === 'GET')
    parameters.push({ $ref: '#/components/parameters/if-none-match' });
  const statuses = new Set([...usualProblems(route), ...(documentation?.problems ?? [])]);
  for (const status of [...statuses].sort((a, b) => a - b))
    operation.responses[status] = { $ref: `#/components/responses/problem-${status}` };
  if (documentation?.versioned === true && route.method === 'GET')
    operation.responses['304'] = { description: 'You have this version · 您已有此版本' };
  if (parameters.length > 0) operation.parameters = parameters;
  operation.security = route.allowed === 'anyone' ? [] : [{ session: [] }, { token: [] }];
  operation.description = [operation.description, whoText(route.allowed)].filter(Boolean).join('\n\n');
  Object.assign(operation, { 'x-redress-allow': route.allowed });
}

const text = { type: 'string' };

/** Headers that operations refer to. */
export const sharedParameters = {
  'idempotency-key': {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    description:
      'The same request with the same key is carried out once and answered again for a week. · 同一请求使用同一键时只执行一次，一周内重发将得到相同答复。',
  },
  'if-match': {
    name: 'If-Match',
    in: 'header',
    required: false,
    schema: text,
    description: 'The ETag of the version that you have seen. · 您所读取版本的 ETag。',
  },
  'if-none-match': {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    schema: text,
    description: 'The ETag of the version that you have. · 您已有版本的 ETag。',
  },
} as const;

/** An answer for each status that a problem can have. */
export function sharedResponses(): Record<string, { description: string; content: object }> {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    problemStatuses.map((status) => {
      const { en, zh } = titleOf(status);
      return [`problem-${status}`, { description: `${en} · ${zh}`, content }];
    }),
  );
}
