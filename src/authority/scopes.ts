/** What a token can be made for. What has no scope takes a person who signed in. */
export const scopes = [
  'complaints:read',
  'complaints:write',
  'personal:read',
  'imports',
  'checks',
  'reports',
  'policies:read',
  'policies:write',
  'operations',
] as const;

export type Scope = (typeof scopes)[number];
