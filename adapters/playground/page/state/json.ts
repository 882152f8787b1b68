/** Reading foreign JSON (Block Kit, Adaptive Cards) without trusting its shape. */

export type Json = Record<string, unknown>;

/** The value as an object, or undefined. */
export const obj = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;

/** The objects of a list; anything else in it is left out. */
export const objs = (value: unknown): Json[] =>
  (Array.isArray(value) ? (value as unknown[]) : []).map(obj).filter((item) => item !== undefined);

/** The value as text; '' where it is none. */
export const str = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The value as a number, or undefined. */
export const num = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** The texts of a list. */
export const strs = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
