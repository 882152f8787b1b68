/** A hundred and thirty days: exactly what is due is told, to whom it is due, whatever has become of the review. */
import { expect, test } from 'vitest';
import type { Actor } from '../../testing/stage.ts';
import { wordsOf } from '../../testing/words-of.ts';
import { type Agreed, agreed } from './testing/agreed.ts';

/** What each kind of message says. */
const SAID = {
  offer: 'You are asked to take on an action',
  again: 'still waits for your yes or no',
  unanswered: 'has said neither yes nor no for five working days',
  soon: 'Due in a week',
  tomorrow: 'Due tomorrow',
  late: 'This was due on',
  'list to whoever leads': 'more than 14 days late',
  'list to the sponsor': 'more than 28 days late',
  confirm: 'says that this is done. Please have a look',
  effect: 'Did it make a difference?',
  brought: 'What did it bring?',
} as const;

/** Writes down what comes to whom, morning by morning. */
function listening(one: Agreed, people: Readonly<Record<string, Actor>>) {
  const heard: string[] = [];
  const seen = new Set<string>();
  const most = new Map<string, number>();
  return {
    heard,
    /** Messages to one person on the day on which they got most; what they are asked as a favour comes apart. */
    most: () => Math.max(...most.values()),
    /** What stands there now came before. */
    async begin() {
      for (const who of Object.values(people)) for (const row of await one.postedTo(who)) seen.add(row.ref.id);
    },
    async note() {
      const day = one.s.clock.now().toISOString().slice(0, 10);
      for (const [name, who] of Object.entries(people))
        for (const row of await one.postedTo(who)) {
          if (seen.has(row.ref.id)) continue;
          seen.add(row.ref.id);
          const key = `${day} ${name}`;
          const words = wordsOf({ summary: '', blocks: row.card.blocks });
          if (!words.includes(SAID.brought)) most.set(key, (most.get(key) ?? 0) + 1);
          for (const [kind, phrase] of Object.entries(SAID))
            for (let times = words.split(phrase).length; times > 1; times -= 1) heard.push(`${key}: ${kind}`);
        }
    },
  };
}

const EXPECTED = [
  '2026-11-30 first: offer',
  '2026-11-30 second: offer',
  '2026-11-30 third: offer',
  '2026-12-03 second: again',
  '2026-12-07 leads: unanswered',
  '2026-12-10 leads: confirm',
  '2027-01-08 first: soon',
  '2027-01-14 first: tomorrow',
  // The sixteenth is a Saturday: it waits for Monday.
  '2027-01-18 first: late',
  '2027-01-25 first: late',
  '2027-01-29 leads: list to whoever leads',
  '2027-02-01 first: late',
  '2027-02-08 first: late',
  '2027-02-12 sponsor: list to the sponsor',
  '2027-02-15 first: late',
  // Ninety days after it counted as done.
  '2027-03-17 sponsor: effect',
  '2027-03-17 third: effect',
];

test.each(['agreeing', 'published', 'closed'] as const)(
  'in one that is %s',
  async (state) => {
    const one = await agreed();
    const { lesson, proposed, on, say, submit, act, priya, tom, asha, dev, people, session, record, action, mornings } =
      one;
    const [, , first, second, third] = people as [Actor, Actor, Actor, Actor, Actor];
    const { heard, begin, note, most } = listening(one, {
      leads: tom,
      deputy: asha,
      sponsor: dev,
      first,
      second,
      third,
    });
    await begin();
    await lesson(priya);
    const taken = await proposed(priya, first);
    const unanswered = await proposed(priya, second, { text: 'Write a checklist for the count' });
    const done = await proposed(priya, third, { text: 'Phone the printers' });
    if (state === 'agreeing') for (const { id } of [taken, unanswered, done]) await on(tom, 'offer', id);
    else for (const event of ['next', 'next'] as const) await act({ event });
    await note();
    for (const [who, { id }] of [
      [first, taken],
      [third, done],
    ] as const)
      await on(who, 'accept', id);
    for (let day = 1; day <= 130; day += 1) {
      await mornings(1);
      if (day === 10) await say(third, 'done', done.id, {});
      if (day === 2 && state === 'closed') {
        const reasons = Object.fromEntries([taken, unanswered, done].map(({ id }) => [id, 'Later']));
        await submit(dev, 'sessions.outcome-close', `${session}/${(await record()).version}`, {
          why: 'We move on',
          ...reasons,
        });
      }
      await note();
    }
    // Where nobody moves it on for long, the deputy leads; and on the tenth is asked whether the group leads itself: one message a day.
    const expected =
      state === 'agreeing'
        ? EXPECTED.map((one) =>
            one.replace(' leads:', ' deputy:').replace('12-10 deputy: confirm', '12-11 deputy: confirm'),
          )
        : state === 'closed'
          ? [...EXPECTED.slice(0, 3), '2026-12-02 sponsor: brought', ...EXPECTED.slice(3)]
          : EXPECTED;
    expect(heard).toEqual(expected);
    // Whatever comes on a day comes in one message.
    expect(most()).toBe(1);
    expect(await record()).toMatchObject({ state });
    expect(await action(done.id)).toMatchObject({ state: 'confirmed', byWord: true, effect: null });
    expect((await action(unanswered.id)).state).toBe('offered');
  },
  240_000,
);
