/** Sealing anew under the newest secret, said line by line: for npm run rekey and npm run connect -- rekey. */
import { rekey, remaining } from '../../prisma/rekey.ts';

/** @param secrets newest first; at least one */
export async function rekeyAll(
  url: string,
  secrets: readonly Uint8Array[],
  say: (line: string) => void,
): Promise<void> {
  const done = await rekey(url, secrets);
  for (const { table, column, rekeyed, unreadable } of done) {
    const lost = unreadable > 0 ? `, ${unreadable} open with no secret that is configured` : '';
    say(`${table}.${column}: ${rekeyed} sealed anew${lost}`);
  }
  const { older, unreadable } = await remaining(url, secrets);
  if (unreadable > 0 || done.some((one) => one.unreadable > 0)) {
    say(
      'Some do not open: if the secret that sealed them is known, put it at the end of GUILDHALL_SECRET and run this again; else they are lost, and the older secrets can be taken out.',
    );
  } else if (older) {
    say('A process still seals under an older secret: restart every process with the new list, then run this again.');
  } else {
    say('Everything is sealed under the newest secret: the others can be taken out of GUILDHALL_SECRET.');
  }
}
