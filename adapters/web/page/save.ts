/** Hands bytes to the browser to save under a name: by a link that nobody sees, which needs nothing of the page's policy. */

/** The address of the bytes may be needed for as long as the browser asks where to put them. */
const KEPT_MS = 60_000;

/** @param content in base64 */
export function save({
  name,
  type,
  content,
}: {
  readonly name: string;
  readonly type: string;
  readonly content: string;
}): void {
  const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
