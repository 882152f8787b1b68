/** One-use codes that people copy or read aloud: ten characters without any that look alike, kept as a digest alone. */
import { createHash, randomInt } from 'node:crypto';

/** No I, L, O, U, 0 or 1: nothing that is misread aloud or on paper. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const LENGTH = 10;

/** A new code as it is shown: "ABCDE-FGHJK". 30 to the power of 10 are possible. */
export function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
}

/** The bare code in what somebody typed, whatever its case, spaces and dashes; null where it cannot be one. */
export function readCode(typed: string): string | null {
  const bare = typed.replace(/[\s\p{Pd}\p{Cf}]/gu, '').toUpperCase();
  return bare.length === LENGTH && [...bare].every((letter) => ALPHABET.includes(letter)) ? bare : null;
}

/** What is kept of a code. @param bare as `readCode` gives it */
export const digestOf = (bare: string): string => createHash('sha256').update(bare, 'utf8').digest('hex');
