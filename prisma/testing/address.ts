/** Addresses and names of the databases of a test run. */

/** The same address with another database. */
export function onDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** The database that was filled once for all journeys; of the run, and gone with it. */
export const toldName = (template: string): string => `${template}_told`;

/** What databases that tests make begin with; of the run, and gone with it. */
export const prefixOf = (template: string): string => `${template.replace('guildhall_template', 'test')}_`;

/** A new name for one. */
export const madeFor = (template: string): string =>
  `${prefixOf(template)}${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`;
