import type { Text } from '../../errors.js';

/** A text that reads the same in both languages. */
export function same(text: string): Text {
  return { en: text, zh: text };
}

/** A title as it stands in a sentence: in quotation marks, so that it may be worded in any way. */
export function quoted({ en, zh }: Text): Text {
  return { en: `“${en}”`, zh: `“${zh}”` };
}

/** Texts one after another, with nothing between them. */
export function joined(...parts: readonly Text[]): Text {
  return { en: parts.map(({ en }) => en).join(''), zh: parts.map(({ zh }) => zh).join('') };
}

const words = {
  and: { en: ' and ', zh: '和' },
  or: { en: ' or ', zh: '或者' },
} as const satisfies Record<string, Text>;

/** `a, b and c`; in Chinese `a、b和c`. Nothing for no parts. */
export function listed(parts: readonly Text[], last: keyof typeof words): Text {
  const [head, tail] = [parts.slice(0, -1), parts.at(-1)];
  if (tail === undefined) return same('');
  if (head.length === 0) return tail;
  const before = { en: head.map(({ en }) => en).join(', '), zh: head.map(({ zh }) => zh).join('、') };
  return joined(before, words[last], tail);
}

/** Parts of a sentence, one after another: `a; b`. */
export function clauses(parts: readonly Text[]): Text {
  return { en: parts.map(({ en }) => en).join('; '), zh: parts.map(({ zh }) => zh).join('；') };
}

/** A remark in brackets, with its space in English; nothing for nothing. */
export function bracketed({ en, zh }: Text): Text {
  return { en: en === '' ? '' : ` (${en})`, zh: zh === '' ? '' : `（${zh}）` };
}

/** A title in the middle of an English sentence; names in capitals keep them. */
export function lowered({ en, zh }: Text): Text {
  const second = en.charAt(1);
  const isWord = second === second.toLowerCase() && second !== second.toUpperCase();
  return { en: isWord || second === ' ' ? en.charAt(0).toLowerCase() + en.slice(1) : en, zh };
}

/** A whole sentence: a capital at its beginning and a full stop at its end. */
export function sentence({ en, zh }: Text): Text {
  return { en: `${en.charAt(0).toUpperCase()}${en.slice(1)}.`, zh: `${zh}。` };
}
