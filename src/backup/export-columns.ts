import type { Text } from '../errors.js';

/** Why something of a database does not leave with an export. */
const secret: Text = {
  en: 'for signing in: of no use elsewhere, and dangerous in wrong hands',
  zh: '用于登录：在别处无用，落入他人之手则有风险',
};
const passing: Text = { en: 'of the moment, or of this installation alone', zh: '仅与当时或本安装有关' };

/** Tables that never leave. */
export const neverExported: Readonly<Record<string, Text>> = {
  password: secret,
  second_factor: secret,
  recovery_code: secret,
  session: secret,
  oidc_attempt: secret,
  one_time_link: secret,
  sign_in_failure: secret,
  api_token: secret,
  first_look: passing,
  beat: passing,
  migration: passing,
  entry_pending: passing,
};

/** Columns that never leave. */
export const secretColumns: Readonly<Record<string, readonly string[]>> = { contact: ['feed'] };

/** Tables that hold personal data: with `--with-personal` only. */
export const personalTables: readonly string[] = ['personal', 'contact', 'identity', 'idempotency'];

/** Columns that may: a run's request and account name files, which may be named after people. */
export const personalColumns: Readonly<Record<string, readonly string[]>> = { run: ['request', 'account'] };

/** What leaves of a table; undefined for one that does not. */
export function exportedColumns(
  { name, columns }: { readonly name: string; readonly columns: readonly string[] },
  withPersonal: boolean,
): readonly string[] | undefined {
  if (Object.hasOwn(neverExported, name)) return undefined;
  if (!withPersonal && personalTables.includes(name)) return undefined;
  const without = [...(secretColumns[name] ?? []), ...(withPersonal ? [] : (personalColumns[name] ?? []))];
  return columns.filter((column) => !without.includes(column));
}
