/** Letters that go to a complainant. An event of the vocabulary says with `letter` which of them it is the sending of. */
export const letterKinds = ['acknowledgement', 'extension', 'refusal', 'final-reply'] as const;

export type LetterKind = (typeof letterKinds)[number];
