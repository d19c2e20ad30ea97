import { parseAllDocuments } from 'yaml';
import type { Fault } from '../../src/errors.js';
import { loadPolicies, type LoadedPolicies } from '../../src/rules/policy/load-policies.js';

/** The documents of a page's YAML blocks, in their order, each as it stands there. */
export function documentsOf(page: string): readonly string[] {
  const blocks = [...page.matchAll(/^```yaml\n(.*?)^```$/gmsu)].map(([, block = '']) => block);
  return blocks.flatMap((block) => block.split(/^---$/mu)).filter((text) => /^[a-z]/mu.test(text));
}

const wordLists = {
  'policy.unknown_duty': 'duties',
  'policy.unknown_claim': 'claims',
  'policy.unknown_party': 'parties',
  'policy.unknown_role': 'roles',
} as const;

/** Names that the page leaves to the reader's own vocabulary. */
interface MadeUp {
  readonly events: Set<string>;
  readonly facts: Map<string, string>;
  readonly words: Readonly<Record<'duties' | 'claims' | 'parties' | 'roles', Set<string>>>;
}

type Files = Readonly<Record<string, string>>;

/** Loads again and again, declaring each time what was unknown, until nothing more can be made up. */
export function loadMakingUp(files: Files, typeOf: Readonly<Record<string, string>>): LoadedPolicies {
  const asked = askedIn(Object.values(files));
  const lists = {
    duties: new Set<string>(),
    claims: new Set<string>(),
    parties: new Set<string>(),
    roles: new Set<string>(),
  };
  const madeUp: MadeUp = { events: new Set(['received']), facts: new Map(), words: lists };
  for (;;) {
    const all = Object.entries({ ...files, ...declared(madeUp) }).map(([file, text]) => ({ file, text }));
    const loaded = loadPolicies(all);
    // Events first: a name that stands for a point in time somewhere is one wherever conditions ask it.
    const added = loaded.faults
      .toSorted((a, b) => Number(b.code.startsWith('policy.')) - Number(a.code.startsWith('policy.')))
      .filter((fault) => makeUp(fault, madeUp, asked, typeOf));
    if (added.length === 0) return loaded;
  }
}

function declared({ events, facts, words }: MadeUp): Files {
  const list = (each: ReadonlySet<string>) => `[${[...each].join(', ')}]`;
  const factLines = [...facts].map(([name, type]) => `  ${name}: { type: ${type} }`);
  return {
    'made-up.vocabulary.yaml': [
      'events:',
      ...[...events].map((name) => `  ${name}: {}`),
      ...(factLines.length > 0 ? ['facts:', ...factLines] : []),
      ...(['duties', 'claims', 'parties'] as const).map((key) => `${key}: ${list(words[key])}`),
    ].join('\n'),
    'organisation.yaml': `organisation: { en: Example, zh: 示例 }\nzone: Asia/Shanghai\ncalendar: cn\nroles: ${list(words.roles)}\n`,
  };
}

interface Asked {
  readonly operator: string;
  readonly value: unknown;
}

/** How conditions ask each name: a made-up fact gets the type that they compare it by. */
function askedIn(texts: readonly string[]): ReadonlyMap<string, readonly Asked[]> {
  const asked = new Map<string, Asked[]>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('fact' in node && 'operator' in node && 'value' in node && typeof node.fact === 'string')
      asked.set(node.fact, [...(asked.get(node.fact) ?? []), { operator: String(node.operator), value: node.value }]);
    for (const each of Object.values(node)) visit(each);
  };
  for (const document of texts.flatMap((text) => parseAllDocuments(text)))
    visit('toJS' in document ? document.toJS() : undefined);
  return asked;
}

/** Declares what a fault says is unknown; false where it says something else. */
function makeUp(
  { code, data }: Fault,
  madeUp: MadeUp,
  asked: ReadonlyMap<string, readonly Asked[]>,
  typeOf: Readonly<Record<string, string>>,
): boolean {
  const name = String(data['name'] ?? data['fact'] ?? '');
  for (const [unknown, list] of Object.entries(wordLists)) if (code === unknown) return isNew(madeUp.words[list], name);
  if (code === 'policy.unknown_event') return isNew(madeUp.events, name);
  if (!['policy.unknown_moment', 'policy.unknown_fact', 'condition.unknown_fact'].includes(code)) return false;
  if (madeUp.facts.has(name) || madeUp.events.has(name)) return false;
  const type = typeOf[name] ?? guess(name, code, asked.get(name) ?? []);
  if (type === 'event') return isNew(madeUp.events, name);
  madeUp.facts.set(name, type);
  return true;
}

const temporal = ['before', 'onOrBefore', 'after', 'onOrAfter', 'happened'];

/** On the page a fact has an underscore or one word, an event hyphens; single words are told by where they stand. */
function guess(name: string, code: string, asked: readonly Asked[]): string {
  const time = code === 'policy.unknown_moment' || asked.some(({ operator }) => temporal.includes(operator));
  if (name.includes('-') || (time && !name.includes('_'))) return 'event';
  if (time || name.endsWith('_on')) return 'date';
  const [first] = asked;
  if (typeof first?.value === 'boolean') return 'yes-no';
  if (typeof first?.value === 'number') return 'number';
  return first === undefined || /^\d+ [A-Z]{3}$/u.test(String(first.value)) ? 'money' : 'word';
}

function isNew(set: Set<string>, name: string): boolean {
  const before = set.size;
  return set.add(name).size > before;
}
