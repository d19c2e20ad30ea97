/** Where a secret stands. */
export type SecretReference = { readonly file: string } | { readonly env: string };

/** The reference, or undefined for anything else, above all for a secret that was written down. */
export function secretReference(value: unknown): SecretReference | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value) as readonly (readonly [string, unknown])[];
  const [entry] = entries;
  if (entries.length !== 1 || entry === undefined || typeof entry[1] !== 'string' || entry[1] === '') return undefined;
  if (entry[0] === 'file') return { file: entry[1] };
  // A password has other signs than the name of a variable, most likely.
  return entry[0] === 'env' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(entry[1]) ? { env: entry[1] } : undefined;
}

/** As people are told. */
export function whereOf(reference: SecretReference): string {
  return 'file' in reference ? `file ${reference.file}` : `environment ${reference.env}`;
}
