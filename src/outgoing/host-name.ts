/** The host as it is compared and connected to: lower case, an IPv6 address without brackets, a name without its last dot. */
export function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/**
 * Whether a text is a name of the kind that DNS knows: labels of letters, digits and hyphens, the last of them no number. Otherwise
 * systems take `2130706433`, `0x7f.1` and `017700000001` for addresses.
 */
export function isHostName(text: string): boolean {
  if (text.length > 253) return false;
  const labels = text.split('.');
  const isLabel = (label: string): boolean => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label);
  return labels.every(isLabel) && !/^(\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '');
}
