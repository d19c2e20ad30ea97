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

/** How many letters to change, add or leave out to get from one word to the other; beyond the limit, any number above it. */
function distance(a: string, b: string, limit: number): number {
  if (a.length - b.length > limit || b.length - a.length > limit) return limit + 1;
  const row: number[] = [];
  for (let j = 0; j <= b.length; j++) row.push(j);
  for (let i = 1; i <= a.length; i++) {
    // Further from the diagonal than the limit, every way is too long.
    const first = i > limit ? i - limit : 1;
    const last = i + limit < b.length ? i + limit : b.length;
    let diagonal = row[first - 1] ?? 0;
    let left = first === 1 ? i : limit + 1;
    let least = left;
    row[first - 1] = left;
    for (let j = first; j <= last; j++) {
      const above = row[j] ?? 0;
      const replaced = a[i - 1] === b[j - 1] ? diagonal : diagonal + 1;
      const shifted = (above < left ? above : left) + 1;
      left = replaced < shifted ? replaced : shifted;
      row[j] = left;
      diagonal = above;
      if (left < least) least = left;
    }
    if (least > limit) return limit + 1;
  }
  return row[b.length] ?? 0;
}
