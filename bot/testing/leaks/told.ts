/** What stands with somebody in private: told once, and kept true. */
import { privateOf } from './seen.ts';
import type { Surface } from './surface.ts';
import { ASKING, KNOWN } from './world.ts';

/** As it would be told now. */
export const told: Surface = {
  name: 'what was told in private',
  short: 'told',
  isPersonal: true,
  isGoverning: true,
  isPrivate: true,
  must: ({ keeps }, key, { invited, decides, digest, late, passed }) => [
    ...(late?.includes(key) || (keeps && key === 'request') ? ASKING : []),
    ...([invited, decides].some((keys) => keys?.includes(key)) ? KNOWN : []),
    // With what was said with it, which was the words of an answer.
    ...(passed?.includes(key) ? (['name', 'answer'] as const) : []),
    ...(digest?.includes(key) ? (['name', 'question', 'answer'] as const) : []),
  ],
  run: async ({ s }, row) => privateOf(s, row.actor),
};
