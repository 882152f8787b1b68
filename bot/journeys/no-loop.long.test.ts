/** Two long threads of one question: every answer is once in each, and what we said ourselves is no answer. A minute and more, since Slack takes one message a second; a busy machine takes three. */
import { expect, it } from 'vitest';
import { journey } from '../testing/journey/journey.ts';
import { everywhere } from '../testing/journey/town.ts';
import { eventually } from '../testing/journey/until.ts';

const town = journey();

it('fifty answers in two threads are fifty in each, and nothing that we or another bot said is answered', async () => {
  const priya = town.teams('priya.nair');
  const marcus = town.slack('marcus.bell');
  const asha = town.slack('asha.verma');
  const root = await priya.says('Licensing', '@Guildhall Count to fifty, please?');
  const { brackenford, harbourside } = await everywhere(town, 'Count to fifty', { in: 'ashcombe', id: root });
  const numbers = Array.from({ length: 25 }, (_, at) => at + 1);
  await Promise.all(
    numbers.flatMap((number) => [
      asha.says('licensing', `here ${number}.`, { thread: brackenford.id }),
      marcus.says('hmo-licensing', `there ${number}.`, { thread: harbourside.id }),
    ]),
  );
  await eventually(async () => {
    const thread = await priya.sees('Licensing', root);
    expect(thread.filter(({ text }) => /here \d+\./.test(text))).toHaveLength(50);
  }, 200_000);
  await town.product.quiet();
  const inTeams = await priya.sees('Licensing', root);
  const inSlack = await asha.sees('licensing', brackenford.id);
  const far = await marcus.sees('hmo-licensing', harbourside.id);
  // The question and its card in Teams, the card in Slack; each answer once in each thread.
  expect([inTeams.length, inSlack.length, far.length]).toEqual([52, 51, 51]);
  for (const thread of [inTeams, inSlack, far]) {
    for (const number of numbers) {
      expect(thread.filter(({ text }) => new RegExp(`(^|\\n)here ${number}\\.`).test(text))).toHaveLength(1);
      expect(thread.filter(({ text }) => new RegExp(`(^|\\n)there ${number}\\.`).test(text))).toHaveLength(1);
    }
  }
  expect((await priya.sees('Guildhall')).filter(({ text }) => text.includes('Count to fifty'))).toHaveLength(50);
  // Many at once waited for their turn; none waited for one that waited for it.
  const [{ deadlocks } = { deadlocks: 1n }] = await town.product.prisma.$queryRaw<{ deadlocks: bigint }[]>`
    SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`;
  expect(Number(deadlocks)).toBe(0);
  expect(await town.product.prisma.reply.count({ where: { question: { sourceKey: { contains: root } } } })).toBe(50);
}, 300_000);
