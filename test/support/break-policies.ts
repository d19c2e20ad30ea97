/** What a seeded fault does to one line of a policy file in block style. */
export const faultKinds = [
  'unit left out',
  'unit misspelt',
  'unknown name',
  'unknown key',
  'unknown word',
  'indent',
  'tab',
  'key twice',
  'cut',
  'binary',
  'alias bomb',
  'alias',
  'null',
  'quote left open',
  'bracket left open',
  'no such day',
  'tag',
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface Broken {
  readonly text: string;
  readonly seeded: readonly { readonly kind: FaultKind; readonly line: number }[];
}

/** Random numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A file with so many faults seeded, each in a line of its own. Lines are counted in the broken file. */
export function breakFile(text: string, random: () => number, count: number): Broken {
  let lines: readonly string[] = text.split('\n');
  let seeded: Broken['seeded'] = [];
  for (let tries = 0; seeded.length < count && tries < 200; tries++) {
    const kind = pick(faultKinds, random);
    const places = lines.flatMap((line, at) => (fits(kind, lines, at) && !touches(seeded, at) ? [{ line, at }] : []));
    const place = places[Math.floor(random() * places.length)];
    if (place === undefined) continue;
    const broken = breakLine(kind, place.line, random);
    const added = broken.length - 1;
    lines = kind === 'cut' ? [...lines.slice(0, place.at), ...broken] : lines.toSpliced(place.at, 1, ...broken);
    seeded = [
      ...seeded
        .filter(({ line }) => kind !== 'cut' || line <= place.at)
        .map((each) => (each.line > place.at + 1 ? { ...each, line: each.line + added } : each)),
      // Of a key that stands twice the second is one too many.
      { kind, line: place.at + 1 + (kind === 'key twice' ? 1 : 0) },
    ];
  }
  return { text: lines.join('\n'), seeded };
}

function pick<T>(list: readonly [T, ...T[]], random: () => number): T {
  return list[Math.floor(random() * list.length)] ?? list[0];
}

function touches(seeded: Broken['seeded'], at: number): boolean {
  return seeded.some(({ line }) => Math.abs(line - (at + 1)) < 2);
}

const durations = /^( +(?:within|warn|at-most|at-least|acknowledge-within): )(\d+) ((?:working )?[a-z]+)$/;
const names = /^( +(?:- )?(?:fact|from|done|records-of|parameter): )([a-z][a-z_-]*)$/;
const keys =
  /^( +)(within|cite|when|done|breach|operator|applies|title|binds|warn|records|grants|pauses|version-by|counting|each|from)(:.*)$/;
const words = /^( *(?:operator|rank|breach|calendar|counting|binds|status): )([a-z][a-zA-Z-]*)$/;
const plain = /^( *)([a-z][a-z-]*): ([^"'[{|>&*!#\s][^"'{}[\]]*)$/;
const dates = /^( *(?:from|through|checked): )(\d{4})-\d{2}-\d{2}$/;

const patterns: Readonly<Record<FaultKind, RegExp>> = {
  'unit left out': durations,
  'unit misspelt': durations,
  'unknown name': names,
  'unknown key': keys,
  'unknown word': words,
  indent: plain,
  tab: /^ +[a-z-]+: \S/,
  'key twice': plain,
  cut: /^ +[a-z][a-z-]{3,}:/,
  binary: plain,
  'alias bomb': plain,
  alias: plain,
  null: plain,
  'quote left open': plain,
  'bracket left open': plain,
  'no such day': dates,
  tag: plain,
};

/** Nine levels of nine: a billion, were it ever unfolded. */
const bomb = `[&a [x, x], ${[...'bcdefghij'].map((name, level) => `&${name} [${Array.from({ length: 9 }, () => `*${'abcdefghi'[level] ?? 'a'}`).join(', ')}]`).join(', ')}]`;

/** Whether a line can carry a fault of the kind that is one, wherever it stands. */
function fits(kind: FaultKind, lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (!patterns[kind].test(line)) return false;
  if (kind !== 'indent') return true;
  // Moved one place in, a line is a fault where the one before it ends a value on its own level.
  return /^ +[a-z-]+: \S/.test(lines[at - 1] ?? '') && indentOf(lines[at - 1]) === indentOf(line);
}

function indentOf(line = ''): number {
  return line.length - line.trimStart().length;
}

function breakLine(kind: FaultKind, line: string, random: () => number): readonly string[] {
  const place = Math.floor(random() * (line.length + 1));
  switch (kind) {
    case 'unit left out':
      return [line.replace(durations, '$1$2')];
    case 'unit misspelt':
      return [line.replace(durations, '$1$2 $3x')];
    case 'unknown name':
      return [line.replace(names, '$1$2x')];
    case 'unknown key':
      return [line.replace(keys, '$1$2x$3')];
    case 'unknown word':
      return [line.replace(words, '$1$2x')];
    case 'indent':
      return [` ${line}`];
    case 'tab':
      return [line.replace(/^ +/, '\t')];
    case 'key twice':
      return [line, line];
    case 'cut':
      return [line.slice(0, indentOf(line) + 3)];
    case 'binary':
      return [`${line.slice(0, place)}${pick(['\0', '\u0001', '\uFFFD', '\u001B'], random)}${line.slice(place)}`];
    case 'alias bomb':
      return [line.replace(plain, `$1$2: ${bomb}`)];
    case 'alias':
      return [line.replace(plain, '$1$2: *nowhere')];
    case 'null':
      return [line.replace(plain, `$1$2: ${pick(['null', '~', ''], random)}`)];
    case 'quote left open':
      return [line.replace(plain, '$1$2: "$3')];
    case 'bracket left open':
      return [line.replace(plain, `$1$2: ${pick(['[', '{'], random)}$3`)];
    case 'no such day':
      return [line.replace(dates, '$1$2-02-30')];
    case 'tag':
      return [line.replace(plain, '$1$2: !!js/function $3')];
  }
}
