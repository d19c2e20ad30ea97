/** The code of an error of the system (`ENOENT`, `ERR_SQLITE_ERROR`), undefined for any other. */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
