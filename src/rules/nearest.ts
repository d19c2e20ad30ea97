/** The known word that a misspelt one probably meant: the same but for case, or at most two letters away; otherwise undefined. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  // Beyond any name of ours the table below would only cost time.
  if (word.length > 200) return undefined;
  const limit = word.length < 4 ? 1 : 2;
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of known) {
    const apart = candidate.toLowerCase() === word.toLowerCase() ? 0 : distance(candidate, word, limit);
    if (apart < least) [best, least] = [candidate, apart];
  }
  return best;
}

/** ` (word?)` when there is a nearest word, otherwise empty: to stand at the end of a remedy. */
export function hint(word: string, known: Iterable<string>): string {
  const close = nearest(word, known);
  return close === undefined ? '' : ` (${close}?)`;
}

function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0] ?? 0;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] ?? 0;
      row[j] = Math.min(above + 1, (row[j - 1] ?? 0) + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1));
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}
