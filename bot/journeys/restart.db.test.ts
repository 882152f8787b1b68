/** The journey of a stop and a start on the same database: everything is as it was, and what was on its way arrives once. */
import { expect, it } from 'vitest';
import { journey } from '../testing/journey/journey.ts';
import { everywhere } from '../testing/journey/town.ts';
import { eventually, until } from '../testing/journey/until.ts';

const town = journey();

it('finds everything as it was, its buttons alive', async () => {
  const asha = () => town.slack('asha.verma');
  const priya = () => town.teams('priya.nair');
  const root = await priya().says('Licensing', '@Guildhall Who sweeps after the *carnival*?');
  const { brackenford, ashcombe } = await everywhere(town, 'carnival', { in: 'ashcombe', id: root });
  await asha().says('licensing', 'The town clerk’s people.', { thread: brackenford.id });
  const mirrored = await priya().finds('Licensing', 'The town clerk’s people.', root);
  const notice = await priya().finds('Guildhall', 'carnival');
  await asha().says('Guildhall', 'A draft about bunting?');
  const draft = await asha().finds('Guildhall', 'Where should this go?');
  await asha().presses(await asha().again(brackenford), 'Answer');
  const form = await asha().form('Answer');
  await town.product.quiet();
  const seen = async () => ({
    slack: (await asha().sees('licensing')).map(({ id, text }) => ({ id, text })),
    thread: (await asha().sees('licensing', brackenford.id)).map(({ id, text }) => ({ id, text })),
    teams: (await priya().sees('Licensing', root)).map(({ id, text }) => ({ id, text })),
    chat: (await priya().sees('Guildhall')).map(({ id, text }) => ({ id, text })),
  });
  const before = await seen();
  /** Cards of one thread are drawn one after the other: until this one's turn has come it says what was. */
  const mirroredWith = (label: string) =>
    until(async () => {
      const card = await priya().again(mirrored);
      return card.buttons.some((button) => button.label === label) && card;
    }, `“${label}”`);

  expect(await town.product.stop()).toEqual([]);
  await town.product.start();
  await town.product.quiet();
  expect(await seen()).toEqual(before);

  // The old notice, the old draft, the old form and the old cards.
  await priya().presses(notice, 'This answered it');
  await eventually(async () => expect((await asha().again(brackenford)).text).toContain('Answered by Asha Verma'));
  await eventually(async () => expect((await priya().again(ashcombe)).text).toContain('Answered by Asha Verma'));
  await priya().presses(await priya().again(ashcombe), 'Not answered after all');
  await eventually(async () => expect((await asha().again(brackenford)).text).toContain('1 answer, none marked yet'));
  await asha().presses(draft, 'Licensing');
  await priya().finds('Licensing', 'A draft about bunting?');
  await asha().submits(form, { 'Your answer': 'And the scouts.' });
  await priya().finds('Licensing', 'And the scouts.', root);
  await priya().presses(await mirroredWith('This answered it'), 'This answered it');
  await eventually(async () => expect((await asha().again(brackenford)).text).toContain('Answered by Asha Verma'));
  await town.teams('dafydd.rees').says('Licensing', 'A third one.', { root });
  await asha().finds('licensing', 'A third one.', brackenford.id);
}, 120_000);

it('brings once what was on its way when it stopped', async () => {
  const asha = () => town.slack('asha.verma');
  const priya = () => town.teams('priya.nair');
  const root = await priya().says('Licensing', '@Guildhall Who mends the market clock?');
  const { brackenford } = await everywhere(town, 'market clock', { in: 'ashcombe', id: root });
  const numbers = Array.from({ length: 10 }, (_, at) => `Clockmaker ${at + 1}.`);
  for (const words of numbers) await asha().says('licensing', words, { thread: brackenford.id });
  // What is being acted on when the database closes says that it failed, and is taken up again.
  for (const event of ['handler failed', 'handler failed and its failure could not be written'])
    town.expected.add(event);
  await town.product.stop();
  await town.product.start();
  // What was acknowledged and not acted on is left to the process that took it for half a minute.
  await eventually(async () => {
    const thread = await priya().sees('Licensing', root);
    for (const words of numbers) expect(thread.filter(({ text }) => text.includes(words))).toHaveLength(1);
  }, 60_000);
  await town.product.quiet();
  const thread = await priya().sees('Licensing', root);
  expect(thread.filter(({ text }) => text.includes('Clockmaker'))).toHaveLength(10);
  expect((await priya().sees('Guildhall')).filter(({ text }) => text.includes('Clockmaker'))).toHaveLength(10);
  expect((await asha().again(brackenford)).text).toContain('10 answers, none marked yet');
}, 120_000);
