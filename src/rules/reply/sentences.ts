/** A sentence ends at a full stop with a space or the end behind it, at a Chinese one anywhere, and at an empty line. */
const ends = /(?<=[。！？；])|(?<=[.!?;][)"”’\]]?)\s+|\n[^\S\n]*\n/u;

/** Signs that show nothing, or turn what is shown around: a letter must say what people see. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu;

/** The sentences of a text, each on one line. What shows nothing is left out. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(unseen, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .split(ends)
    .map((sentence) => sentence.replaceAll(/\s+/gu, ' ').trim())
    .filter((sentence) => sentence !== '');
}
