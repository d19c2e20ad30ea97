import type { Fault, Place } from '../../errors.js';
import { identityFault } from './identity-errors.js';

/** In characters (code points), NIST SP 800-63B, 3.1.1.2 and ASVS 2.1. */
export const passwordLength = { least: 12, most: 256 };

/** What must be left of a password when a name is taken out of it. */
const leastBesideName = 8;

/** A password as it is hashed: the same characters typed on another machine give the same bytes (NFC, SP 800-63B). */
export function normalPassword(password: string): string {
  return password.normalize('NFC');
}

/**
 * Why a password is not taken, all reasons at once: by its length, because it is common (as it is, or with digits and signs around it),
 * because it repeats or runs through the alphabet, or because it is the name. No sort of character is prescribed.
 */
export function passwordFaults(
  password: string,
  name: string,
  isCommon: (word: string) => boolean,
  place?: Place,
): readonly Fault[] {
  const normal = normalPassword(password);
  const letters = [...normal.toLowerCase()];
  const faults: Fault[] = [];
  const { least, most } = passwordLength;
  if (letters.length < least) faults.push(identityFault('identity.password_too_short', { least }, place));
  if (letters.length > most) return [identityFault('identity.password_too_long', { most }, place)];
  if (commonParts(letters.join('')).some(isCommon)) faults.push(identityFault('identity.password_common', {}, place));
  if (isPredictable(letters)) faults.push(identityFault('identity.password_predictable', {}, place));
  if (isMostly(name, letters.join('')) || isMostly('redress', letters.join('')))
    faults.push(identityFault('identity.password_is_name', {}, place));
  return faults;
}

/** The word as it is, and what stands between digits and signs at its ends: "password2024!" is "password". */
function commonParts(word: string): readonly string[] {
  const inner = word.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '');
  return inner === '' || inner === word ? [word] : [word, inner];
}

/** Whether it is made of a short piece again and again, or each character is the neighbour of the one before. */
function isPredictable(letters: readonly string[]): boolean {
  if (letters.length < 2) return false;
  const repeats = [1, 2, 3, 4, 5, 6].some(
    (length) => letters.length > length && letters.every((letter, index) => letter === letters[index % length]),
  );
  return repeats || isRun(letters, 1) || isRun(letters, -1);
}

/** "abcdefghijkl", "123456789012": after 9 comes 0, after z comes a. */
function isRun(letters: readonly string[], step: 1 | -1): boolean {
  return letters.every((letter, index) => {
    const before = letters[index - 1];
    if (before === undefined) return true;
    const [from, to] = step === 1 ? [before, letter] : [letter, before];
    const follows = (to.codePointAt(0) ?? 0) - (from.codePointAt(0) ?? 0) === 1;
    return follows || (from === '9' && to === '0') || (from === 'z' && to === 'a');
  });
}

function isMostly(name: string, password: string): boolean {
  const part = name.normalize('NFC').toLowerCase();
  if (part.length < 3 || !password.includes(part)) return false;
  return [...password.replaceAll(part, '')].length < leastBesideName;
}
