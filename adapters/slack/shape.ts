/** Narrowing of what Slack sends: every field may be absent or something else, and nothing here throws. */

export type Shape = Readonly<Record<string, unknown>>;

export const isShape = (value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object under a key, an empty one where there is none. */
export const shape = (from: Shape, key: string): Shape => {
  const value = from[key];
  return isShape(value) ? value : {};
};

/** The string under a key, '' where there is none. */
export const string = (from: Shape, key: string): string => {
  const value = from[key];
  return typeof value === 'string' ? value : '';
};

/** The objects of the list under a key. */
export const shapes = (from: Shape, key: string): readonly Shape[] => {
  const value = from[key];
  return Array.isArray(value) ? value.filter(isShape) : [];
};

/** The strings of the list under a key. */
export const strings = (from: Shape, key: string): readonly string[] => {
  const value = from[key];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};
