/** One-use codes with which a channel of another organisation is bound. */
export { digestOf, newCode, readCode } from '../words/one-use-code.ts';

export const CODE_HOURS = 48;
