/** Every alarm that there can be, and that each is over, told in a channel of the operator's. */

import { silentLog } from '../../prisma/embedded/temporary.ts';
import { OPERATOR_CHANNEL, writeSetting } from '../../prisma/settings.ts';
import type { Translate } from '../core/translate.ts';
import { createAlarms, type Watched } from '../operations/index.ts';
import { createWords } from '../words/catalogue.ts';
import type { Stage } from './stage.ts';

const QUIET: Watched = {
  secrets: [],
  ended: [],
  doors: [],
  owed: [],
  dueSince: null,
  dead: { events: 0, messages: 0, since: null },
  stored: { count: 0, since: null },
  freeBytes: 9_000_000_000,
  queueAsked: true,
};

export async function everyAlarm(s: Stage, t: Translate = createWords()('en-GB', 'Europe/London')): Promise<void> {
  const since = s.clock.now();
  await writeSetting(s.prisma, OPERATOR_CHANNEL, 'slack/brackenford/operators', since);
  const who = { platform: 'teams', organisation: 'Ashcombe Council' };
  const inDays = (days: number) => new Date(since.getTime() + days * 24 * 3_600_000);
  const owing = { ...who, messages: 2, since };
  const loud: Watched = {
    secrets: [29, -0.5, -3].map((days) => ({ ...who, connection: `${days + 10}`, endsAt: inDays(days) })),
    ended: [{ ...who, connection: '1' }],
    doors: ['', '7'].map((connection) => ({ platform: 'slack', connection, openUntil: since })),
    owed: [
      { ...owing, workspace: '1', refused: null },
      { ...owing, workspace: '2', refused: '401' },
    ],
    dueSince: since,
    dead: { events: 1, messages: 2, since },
    stored: { count: 1, since },
    freeBytes: 900_000_000,
    queueAsked: true,
  };
  let watched = loud;
  const alarms = createAlarms({
    watch: async () => watched,
    async run(now, run) {
      const told: Awaited<ReturnType<typeof run>>[] = [];
      await s.inbox.afterwards(now, async (w) => void told.push(await run(w)));
      const [first = { raised: [], over: [] }] = told;
      return first;
    },
    t,
    clock: s.clock,
    log: silentLog,
  });
  s.clock.pass(2 * 3_600_000);
  await alarms.tell();
  watched = QUIET;
  await alarms.tell();
}
