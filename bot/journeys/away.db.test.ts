/** The journey of an outage: what people said in Slack meanwhile is everywhere once and in order, and a Teams thread is told. */
import { expect, it } from 'vitest';
import { journey } from '../testing/journey/journey.ts';
import { everywhere } from '../testing/journey/town.ts';
import { eventually } from '../testing/journey/until.ts';

const MINUTE = 60_000;

/** The machine's clock, some way ahead of it. */
let aheadMs = 0;
const town = journey({ clock: { now: () => new Date(Date.now() + aheadMs) } });

it('catches up with what was said while it was down', async () => {
  const asha = town.slack('asha.verma');
  const marcus = town.slack('marcus.bell');
  const priya = town.teams('priya.nair');
  const dafydd = town.teams('dafydd.rees');
  const root = await priya.says('Licensing', '@Guildhall Who repairs the weir?');
  const at = await everywhere(town, 'repairs the weir', { in: 'ashcombe', id: root });
  const [near, far] = [at.brackenford.id, at.harbourside.id];
  await marcus.says('hmo-licensing', 'Heard before.', { thread: far });
  const draft = await asha.says('licensing', 'A first draft.', { thread: near });
  const wrong = await asha.says('licensing', 'Said in the wrong place.', { thread: near });
  await priya.finds('Licensing', 'Said in the wrong place.', root);
  await dafydd.says('Licensing', 'Heard in Teams.', { root });
  await asha.finds('licensing', 'Heard in Teams.', near);
  await town.product.quiet();

  expect(await town.product.stop()).toEqual([]);
  aheadMs += 30 * MINUTE;
  await town.product.meanwhile(async () => {
    await asha.says('licensing', 'Missed, one.', { thread: near });
    await marcus.says('hmo-licensing', 'Missed, two, by @Owen Pike?', { thread: far });
    await asha.says('licensing', 'Missed, three.', { thread: near, files: [{ name: 'weir.pdf', size: 900 }] });
    await asha.edits('licensing', draft, 'The last draft.');
    await asha.deletes('licensing', wrong);
    const late = await marcus.says('hmo-licensing', 'Missed, fourr.', { thread: far });
    await marcus.edits('hmo-licensing', late, 'Missed, four.');
    await asha.deletes('licensing', await asha.says('licensing', 'Never mind.', { thread: near }));
    await asha.says('licensing', 'Missed, at the top of the channel.');
    await dafydd.says('Licensing', 'Missed in Teams.', { root });
  });
  aheadMs += 70 * MINUTE;
  await town.product.start();

  await priya.finds('Licensing', 'Missed, four.', root);
  await priya.finds('Licensing', 'I was away', root);
  await eventually(async () =>
    expect((await priya.sees('Licensing', root)).some(({ text }) => text.includes('Said in the wrong'))).toBe(false),
  );
  await town.product.quiet();
  const said = ['Heard before.', 'The last draft.', 'Heard in Teams.'];
  const missed = ['Missed, one.', 'Missed, two,', 'Missed, three.', 'Missed, four.'];
  const order = (texts: readonly string[], words: readonly string[]) =>
    texts.flatMap((text) => words.filter((one) => text.includes(one)));
  const texts = async (thread: Promise<readonly { text: string }[]>) => (await thread).map(({ text }) => text);
  const inTeams = await texts(priya.sees('Licensing', root));
  expect(order(inTeams, said)).toHaveLength(3);
  expect(order(inTeams, missed)).toEqual(missed);
  expect(inTeams.join('\n')).toContain('weir.pdf');
  // Each in the other workspace too, in the order of its own; and what nobody could hear nowhere.
  const inBrackenford = await texts(asha.sees('licensing', near));
  const inHarbourside = await texts(marcus.sees('hmo-licensing', far));
  for (const thread of [inBrackenford, inHarbourside]) {
    expect(order(thread, missed).sort()).toEqual([...missed].sort());
    expect(order(thread, said)).toHaveLength(3);
    expect(thread.join('\n')).not.toMatch(
      /I was away|Missed in Teams|Never mind|at the top of the channel|wrong place/,
    );
  }
  expect(order(inBrackenford, ['Missed, two,', 'Missed, four.'])).toEqual(['Missed, two,', 'Missed, four.']);
  expect(inTeams.join('\n')).not.toMatch(/Never mind|at the top of the channel|wrong place/);

  // Teams cannot be read: its thread is told once, by the community's clock, and its button takes the answer.
  expect(inTeams.filter((text) => text.includes('I was away'))).toHaveLength(1);
  const told = await priya.finds('Licensing', 'I was away', root);
  expect(told.text).toMatch(
    /I was away from .*\d\d:\d\d.* to .*\d\d:\d\d.*\. If you answered then, press .*Add my answer/,
  );
  await dafydd.presses(told, 'Add my answer');
  await dafydd.submits(await dafydd.dialog('Answer'), 'Send answer', { 'Your answer': 'Missed in Teams, again.' });
  await asha.finds('licensing', 'Missed in Teams, again.', near);
  await marcus.finds('hmo-licensing', 'Missed in Teams, again.', far);
  // The card follows what is new in its channel.
  await town.product.quiet();
  expect((await asha.again(at.brackenford)).text).toContain('8 answers, none marked yet');

  // A short stop is no gap: nobody is told anything, and nothing comes twice.
  const before = await town.product.prisma.gap.count();
  expect(await town.product.stop()).toEqual([]);
  await town.product.start();
  await town.product.quiet();
  expect(await town.product.prisma.gap.count()).toBe(before);
  expect(order(await texts(priya.sees('Licensing', root)), [...missed, 'I was away'])).toHaveLength(5);
}, 180_000);
