import type { Text } from '../../errors.js';

/** The types that a shape can ask for, in the words of someone who writes YAML. */
const types: Readonly<Record<string, Text>> = {
  string: { en: 'a text (numbers and dates in quotation marks)', zh: '文字（数字和日期须加引号）' },
  number: { en: 'a number', zh: '数字' },
  int: { en: 'a whole number', zh: '整数' },
  boolean: { en: 'true or false', zh: ' true 或 false' },
  array: { en: 'a list', zh: '列表' },
  object: { en: 'a set of keys with values (key: value)', zh: '“键: 值”的形式' },
  record: { en: 'a set of keys with values (key: value)', zh: '“键: 值”的形式' },
};

/** What a value of this type looks like. A type without words of its own keeps its name. */
export function expectedType(type: string): Text {
  return (Object.hasOwn(types, type) ? types[type] : undefined) ?? { en: type, zh: ` ${type}` };
}

const separator = ' \u00a6 ';

/** A shape's message in both languages, as the one text that zod can carry. */
export function inBoth(en: string, zh: string): string {
  return en + separator + zh;
}

/** The two languages of such a message; a message of zod itself stands for both. */
export function expectedText(message: string): Text {
  const [en = '', zh = en] = message.split(separator);
  return { en, zh };
}

/** Of values that must be long or many enough, and are not. */
export function tooSmall(origin: string, minimum: number | bigint): Text {
  if (origin === 'string') return { en: 'a text that is not empty', zh: '不为空的文字' };
  if (origin === 'array') return { en: `a list of at least ${minimum}`, zh: `至少含 ${minimum} 项的列表` };
  return { en: `at least ${minimum}`, zh: `不小于 ${minimum}` };
}
