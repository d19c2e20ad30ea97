import type { Text } from '../errors.js';

/** The mark of something that nobody knows yet: whoever sends the letter fills it in. */
export function gap(what: Text): Text {
  return { en: `[${what.en}: to be filled in]`, zh: `【待填写：${what.zh}】` };
}

/** Marks as `gap` makes them, and as policies write them in the wording of a statement; in either width and with other spaces. */
const marks =
  /[[［]\s*([^\]］\n]*?)\s*[:：]\s*to\s+be\s+filled\s+in\s*[\]］]|[【［[]\s*待填写\s*[:：]?\s*([^】］\]\n]*?)\s*[】］\]]/giu;

/** What is still to be filled in, in the order of the text, each once. A letter that holds any of it is not finished. */
export function gapsIn(text: string): readonly string[] {
  const found = [...text.normalize('NFC').matchAll(marks)].map(
    ([whole, en, zh]) => en ?? (zh === '' ? whole : zh) ?? whole,
  );
  return [...new Set(found)];
}
