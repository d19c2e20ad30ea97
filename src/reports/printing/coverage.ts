/** Which characters the faces of a report can show: a bit for every code point, without the empty end. */
export type Coverage = Uint8Array;

const CODE_POINTS = 0x110000;

/** The characters that at least one face has. */
export function coverageOf(faces: readonly ReadonlySet<number>[]): Coverage {
  const bits = new Uint8Array(CODE_POINTS / 8);
  for (const face of faces) {
    for (const code of face) bits[code >> 3] = (bits[code >> 3] ?? 0) | (1 << (code & 7));
  }
  return bits.slice(0, bits.findLastIndex((byte) => byte !== 0) + 1);
}

/** Whether some face can show this code point. */
export function covers(coverage: Coverage, code: number): boolean {
  return ((coverage[code >> 3] ?? 0) & (1 << (code & 7))) !== 0;
}
