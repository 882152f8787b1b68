/** A community across two organisations and both platforms, and a review in it: for the tests of its parts. */

import type { Work } from '../../core/work.ts';
import { sessionFlow } from '../../features.ts';
import { once } from '../../testing/once.ts';
import type { Actor, Place, Stage } from '../../testing/stage.ts';
import { doings, town } from '../../testing/town.ts';
import { HOUR_MS } from '../../words/zone.ts';
import { act, type Moved } from '../flow.ts';
import type { Part, SessionRecord } from '../record.ts';
import type { Event } from '../session.ts';
import type { Begun } from '../setup-store.ts';
import '../stores.ts';

export interface Scene {
  readonly s: Stage;
  readonly community: string;
  /** Its channels, one on each platform. */
  readonly channel: Place;
  readonly theirs: Place;
  /** Tom leads the review (Teams), Asha is deputy (Teams), Dev is sponsor (Slack), Priya began it and takes part (Slack). */
  readonly tom: Actor;
  readonly asha: Actor;
  readonly dev: Actor;
  readonly priya: Actor;
  /** Those who take part, on both platforms, Priya and Asha among them. */
  readonly people: readonly Actor[];
  /** In the community, and in no session. */
  readonly other: Actor;
  readonly session: string;
  personOf(actor: Actor): Promise<string>;
  /** In one transaction, now. */
  run<R>(run: (w: Work) => Promise<R>): Promise<R>;
  record(): Promise<SessionRecord>;
  /** Moves it by the engine, with what follows. */
  act(event: Event, by?: Actor | 'time', seen?: number): Promise<Moved | null>;
  /** Moves the clock, hour by hour: does what is due in sessions, and sends what is owed. */
  pass(ms: number): Promise<void>;
  to(moment: Date): Promise<void>;
  /** The same in one go: nobody could reach it meanwhile. */
  away(ms: number): Promise<void>;
  /** Moves the clock on where nothing is due until then. */
  passOver(moment: Date): Promise<void>;
  /** Lets its timers come until it is in a state. @throws Error where it does not get there in 60 days */
  until(state: string): Promise<void>;
}

/** Thursday, 9:00 in London; it opens a day later. */
const BEGINS = new Date('2026-11-26T09:00:00Z');
const OPENS = new Date('2026-11-27T09:00:00Z');

export type How = Partial<Begun> & { people?: number; state?: 'draft' | 'scheduled' | 'collecting' };
/** When people are told what waited for them: as they come, and a few times in their day. */
const LOOKED_AT = [8, 9, 10, 12, 14, 16, 17];
function hoursToWork(now: Date): number {
  for (let hours = 1; hours < 24; hours += 1) {
    const then = new Date(now.getTime() + hours * HOUR_MS);
    if (then.getUTCDay() % 6 !== 0 && LOOKED_AT.includes(then.getUTCHours())) return hours;
  }
  return 24;
}
/** Who and what is there, as plain data. */
export type Laid = Pick<
  Scene,
  'community' | 'channel' | 'theirs' | 'tom' | 'asha' | 'dev' | 'priya' | 'people' | 'other' | 'session'
>;

/** @param how what is other than usual; `people`: how many take part */
export async function scene(how: How = {}): Promise<Scene> {
  const { s, made } = await setScene(how);
  return playing(s, made);
}

export const setScene = (how: How): Promise<{ s: Stage; made: Laid }> =>
  once(`scene ${JSON.stringify(how)}`, () => laid(how));

const runOn =
  (s: Stage) =>
  async <R>(work: (w: Work) => Promise<R>): Promise<R> => {
    const results: R[] = [];
    await s.inbox.afterwards(s.clock.now(), async (w) => void results.push(await work(w)));
    return results[0] as R;
  };

async function laid(how: How): Promise<{ s: Stage; made: Laid }> {
  const { people: count = 6, state = 'collecting', ...other } = how;
  const all = await town();
  const { s, fay, personOf } = all;
  s.clock.pass(BEGINS.getTime() - s.clock.now().getTime());
  const community = await all.create(fay, 'Elections', 'People who run elections');
  const someone = (platform: 'slack' | 'teams', name: string): Actor =>
    s.actor(platform, platform === 'slack' ? 'brackenford' : 'ashcombe', name);
  const [tom, dev, priya] = [
    someone('teams', 'Tom Reed'),
    someone('slack', 'Dev Shah'),
    someone('slack', 'Priya Nair'),
  ];
  const { asha } = all;
  const more = Array.from({ length: Math.max(0, count - 2) }, (_, at) =>
    someone(at % 2 === 0 ? 'slack' : 'teams', `Person ${String(at + 1).padStart(2, '0')}`),
  );
  const outsider = someone('slack', 'Olu Bello');
  await all.share(priya, community).catch(async () => {
    await s.command(priya, s.private(priya), 'help');
    await all.share(priya, community);
  });
  for (const actor of [tom, dev, priya, asha, outsider, ...more]) {
    await s.command(actor, s.private(actor), 'help');
    await all.enrol(actor, community);
  }
  const channel = s.channel('teams', 'ashcombe', 'Elections');
  const theirs = s.channel('slack', 'brackenford', 'elections');
  for (const [place, actor] of [
    [channel, fay],
    [theirs, priya],
  ] as const)
    await s.prisma.channel.create({
      data: {
        id: crypto.randomUUID(),
        communityId: community,
        organisationId: await all.organisationOf(actor),
        platform: place.ref.platform,
        ref: place.ref.id,
        name: 'Elections',
        hears: 'all',
        opens: 'workspace',
        boundBy: await personOf(actor),
        boundAt: s.clock.now(),
      },
    });
  await s.settle();
  const people = [priya, asha, ...more].slice(0, count);
  const run = runOn(s);
  const organisation = await all.organisationOf(priya);
  const session = await run(async (w) => {
    const id = await w.sessions.setup.begin({
      method: 'aar',
      community,
      organisation,
      by: await personOf(priya),
      attribution: 'unattributed',
      k: 4,
      isSelfLed: false,
      screens: false,
      title: 'By-election count',
      event: 'The count of 19 November',
      startsOn: '2026-11-19',
      endsOn: null,
      purpose: 'To count faster and without mistakes in May',
      scopeIn: 'From the close of the polls to the declaration',
      scopeOut: '',
      level: 'team',
      place: 'channels',
      readers: 'community',
      label: null,
      boundary: true,
      zone: 'Europe/London',
      tags: ['count'],
      opensAt: OPENS,
      follows: null,
      partOf: null,
      ...other,
    });
    const named: [Actor, Part][] = [
      [tom, 'facilitator'],
      [asha, 'deputy'],
      [dev, 'sponsor'],
    ];
    if (other.isSelfLed) named.shift();
    for (const [who, part] of named) await w.sessions.setup.give(id, await personOf(who), part);
    for (const who of people) await w.sessions.setup.give(id, await personOf(who), 'participant');
    return id;
  });
  const made: Laid = { community, channel, theirs, tom, asha, dev, priya, people, other: outsider, session };
  const one = playing(s, made);
  if (state !== 'draft') await one.act({ event: 'schedule' }, priya);
  if (state === 'collecting') {
    s.clock.pass(OPENS.getTime() - s.clock.now().getTime());
    await s.sessionTimers.look();
    await s.settle();
  }
  return { s, made };
}

/** What can be done there, on this stage. */
export function playing(s: Stage, made: Laid): Scene {
  const { session, tom } = made;
  const { personOf } = doings(s);
  const run = runOn(s);
  /** Whole hours until something is due, a day at most. @param settled an hour passed since anybody did anything */
  async function toNext(settled: boolean): Promise<number> {
    const now = s.clock.now();
    // What comes every hour finds nothing to do but in the first; what is held for somebody comes when they work.
    const [row] = await s.prisma.$queryRaw<{ at: Date | null; held: boolean }[]>`
      SELECT min(at) AS at, (SELECT count(*) > 0 FROM outgoing WHERE state = 'held') AS held FROM (
        SELECT at FROM session_timer WHERE NOT (${settled} AND kind IN ('receipts', 'late'))
        UNION ALL SELECT look_at FROM action UNION ALL SELECT look_at FROM lesson
        UNION ALL SELECT due_at FROM outgoing WHERE state IN ('owed', 'sending') OR (state = 'held' AND NOT ${settled})
      ) AS due WHERE at > ${now}`;
    const hours = row?.at ? Math.max(1, Math.ceil((row.at.getTime() - now.getTime()) / HOUR_MS)) : 24;
    const worked = row?.held ? hoursToWork(now) : 24;
    return Math.min(24, hours, worked) * HOUR_MS;
  }
  const looked = (ms: number) =>
    s.prisma.$executeRaw`UPDATE session_clock SET looked_at = ${new Date(s.clock.now().getTime() + ms)}`;
  const self: Scene = {
    s,
    ...made,
    personOf,
    run,
    async record() {
      const found = await run((w) => w.sessions.setup.get(session));
      if (!found) throw new Error('no session');
      return found;
    },
    async act(event, by = tom, seen) {
      const who = by === 'time' ? by : await personOf(by);
      const cause = `test:${crypto.randomUUID()}`;
      const moved = await run((w) =>
        act(w, sessionFlow, session, event, { by: who, cause, ...(seen !== undefined && { seen }) }),
      );
      await s.settle();
      return moved;
    },
    async pass(ms) {
      for (let left = ms; left > 0; ) {
        const step = Math.min(left, await toNext(left < ms));
        // Looked at each hour all the same: in the others there was nothing to do.
        if (step > HOUR_MS) await looked(step - HOUR_MS);
        await self.away(step);
        left -= step;
      }
    },
    async to(moment) {
      await self.pass(moment.getTime() - s.clock.now().getTime());
    },
    async passOver(moment) {
      const ms = moment.getTime() - s.clock.now().getTime();
      await looked(ms);
      s.clock.pass(ms);
    },
    async away(ms) {
      s.clock.pass(ms);
      await s.sessionTimers.look();
      await s.settle();
    },
    async until(wanted) {
      for (let hours = 0; hours < 60 * 24; hours += 1) {
        if ((await self.record()).state === wanted) return;
        const step = await toNext(hours > 0);
        if (step > HOUR_MS) await looked(step - HOUR_MS);
        s.clock.pass(step);
        await s.sessionTimers.look();
      }
      throw new Error(`it is not ${wanted}`);
    },
  };
  return self;
}
