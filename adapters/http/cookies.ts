/** Cookies in what a browser sends. */

/** @param header as it came. @returns null where none of that name has a value; what it is, nobody has checked */
export function cookieIn(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}
