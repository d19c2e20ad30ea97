import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import { kindOf } from '../../src/rules/policy/policy-files.js';
import type { PolicyText } from '../../src/rules/policy/read-file.js';

/**
 * A shipped policy file with what it cannot do without: the words, parameters and calendars that it names, and the policies of
 * whose rules it speaks. Without a fault, and far sooner loaded than the whole folder.
 */
export function smallWorld(shipped: readonly PolicyText[], file: PolicyText): readonly PolicyText[] {
  const others = shipped.filter((each) => kindOf(each.file) === 'policy' && each.file !== file.file);
  let chosen: readonly PolicyText[] = [file];
  for (;;) {
    const world = [...declarationsFor(shipped, chosen), ...chosen];
    if (loadPolicies(world).faults.length === 0) return world;
    const spoken = wordsOf(chosen.map(({ text }) => text).join('\n'));
    const named = others.filter(
      (each) =>
        !chosen.includes(each) &&
        (chosen.some(({ text }) => text.includes(idOf(each))) || factsOf(each).some((name) => spoken.has(name))),
    );
    if (named.length === 0) return shipped;
    chosen = [...chosen, ...named];
  }
}

function idOf({ text }: PolicyText): string {
  return /^policy: (.*)$/m.exec(text)?.[1] ?? '';
}

/** The facts that a policy declares, of which every other policy may speak too. */
function factsOf({ text }: PolicyText): readonly string[] {
  const [, section = ''] = /^facts:\n((?:(?: .*)?\n)*)/m.exec(text) ?? [];
  return [...section.matchAll(/^ {2}(\w+):/gm)].map(([, name = '']) => name);
}

function declarationsFor(shipped: readonly PolicyText[], policies: readonly PolicyText[]): readonly PolicyText[] {
  const of = (...kinds: readonly string[]) => shipped.filter(({ file }) => kinds.includes(kindOf(file)));
  const organisation = of('organisation');
  const spoken = wordsOf([...organisation, ...policies].map(({ text }) => text).join('\n'));
  // The countings of a calendar ask for parameters.
  for (const { text } of of('calendar'))
    for (const [, name = ''] of text.matchAll(/parameter: (\w+)/g)) spoken.add(name);
  const entries = of('vocabulary', 'parameters').map((each) => ({ ...each, parts: partsOf(each) }));
  const all = entries.flatMap(({ parts }) => parts);
  for (let before = -1; before !== spoken.size;) {
    before = spoken.size;
    for (const { name, text } of all)
      if (name !== undefined && spoken.has(name)) for (const word of wordsOf(text)) spoken.add(word);
  }
  const calendars = of('calendar').filter(({ text }) => spoken.has(/^calendar: (.*)$/m.exec(text)?.[1] ?? ''));
  const likes = calendars.flatMap(({ text }) => /^like: (.*)$/m.exec(text)?.[1] ?? []);
  const alike = of('calendar').filter(({ text }) => likes.includes(/^calendar: (.*)$/m.exec(text)?.[1] ?? ''));
  const kept = entries.map(({ file, parts }) => ({
    file,
    text: withoutEmpty(parts.filter(({ name }) => name === undefined || spoken.has(name)).map(({ text }) => text)),
  }));
  return [...organisation, ...kept.filter(({ text }) => text.trim() !== ''), ...new Set([...calendars, ...alike])];
}

interface Part {
  /** Undefined for what is kept whatever is spoken of. */
  readonly name: string | undefined;
  readonly text: string;
}

/** The entries of a vocabulary, which stand below its sections, or of a parameter file. */
function partsOf({ file, text }: PolicyText): readonly Part[] {
  const entry = kindOf(file) === 'vocabulary' ? /^ {2}([\w.-]+):/ : /^([\w-]+):/;
  const parts: { name: string | undefined; text: string }[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const [, name] = entry.exec(line) ?? [];
    const last = parts.at(-1);
    const isSection = name === undefined && /^\S/.test(line);
    if (name !== undefined || isSection || last === undefined) parts.push({ name, text: line });
    else last.text += `\n${line}`;
  }
  return parts;
}

/** A section all of whose entries went goes too. */
function withoutEmpty(texts: readonly string[]): string {
  const isHead = (text: string) => /^[\w-]+:$/.test(text);
  const kept = texts.filter((text, at) => !(isHead(text) && /^(?!\s)/.test(texts[at + 1] ?? '')));
  return kept.length === 0 ? '' : `${kept.join('\n')}\n`;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.match(/[\w-]+(?:\.[\w-]+)*/g));
}
