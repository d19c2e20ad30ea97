/** The ranks of sources from the highest: only a tie between dates asks for their order (S45, S47). */
export const ranks = [
  'law',
  'administrative-regulation',
  'judicial-interpretation',
  'departmental-rule',
  'local-regulation',
  'regulator-rule',
  'directive',
  'standard',
  'house',
] as const;
