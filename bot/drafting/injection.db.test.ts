/** Whatever people write into questions, answers and names, and whatever the worst model makes of it: nothing but the answers' own words is shown. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createDrafter } from '../../adapters/openai/drafter.ts';
import { type FakeModel, obeying, passagesIn, startFakeModel } from '../../adapters/openai/testing/fake-model.ts';
import type { Card } from '../core/card.ts';
import { plain, runs } from '../core/text.ts';
import { wordsOf } from '../testing/words-of.ts';
import { createDetector } from '../text/private-data.ts';
import { isSmall, saysLittle, stemOf, wordsIn } from '../text/tokens.ts';
import { supported } from './support.ts';
import { ATTEMPTS } from './testing/attempts.ts';
import { ANSWER, LOOKED_FOR, OLD, type Told, told } from './testing/told.ts';

const KEY = 'sk-a-secret-0123456789';
const log = { info: () => undefined, warn: () => undefined, error: () => undefined, with: () => log };
let model: FakeModel;
beforeAll(async () => {
  model = await startFakeModel();
});
afterAll(() => model.close());
const worst = () => createDrafter({ apiKey: KEY, baseUrl: model.baseUrl, model: 'worst', log, deadlineMs: 5_000 });

/** The sentences of a draft: what stands between its label and how far to trust it. */
function drafted(card: Card): string {
  if (!card.generated) return '';
  const [, , body] = card.blocks;
  return body?.block === 'text' ? plain(body.text) : '';
}

/** Every address that a card leads to. */
function linksOf(card: Card): readonly string[] {
  return card.blocks.flatMap((block) => {
    if (block.block === 'buttons') return block.buttons.flatMap((one) => (one.button === 'link' ? [one.url] : []));
    if (block.block !== 'text') return [];
    return runs(block.text).flatMap((run) => (run.run === 'link' ? [run.url] : []));
  });
}

/** Nothing of what was demanded, or of what the model was sent beside the answers, is in a draft. */
function harmless({ s, draftOf, fay }: Told, answer: string): void {
  const card = draftOf(fay);
  const known = new Set(card.generated?.sources.flatMap(({ link }) => link ?? []));
  expect(linksOf(card).filter((url) => !known.has(url))).toEqual([]);
  const text = drafted(card).replace(/ \[1\]/g, '');
  // What is left is words of the answer and of its question, with what holds a sentence together.
  const own = new Set(wordsIn(`${answer} ${OLD}`).map(stemOf));
  expect(wordsIn(text).filter((word) => !isSmall(word) && !saysLittle(stemOf(word)) && !own.has(stemOf(word)))).toEqual(
    [],
  );
  for (const never of [KEY, 'sk-', 'SECRET-PAYROLL', 'Rules:', '<passages>', 'evil.example', '@', '<', '://', '\u202e'])
    expect(text).not.toContain(never);
  expect(text).not.toMatch(/[\p{Cf}\p{Co}]/u);
  expect(wordsOf(card)).not.toContain('SECRET-PAYROLL');
  expect(s.lines.join('\n')).not.toContain('evil.example');
}

test('there are enough attempts, each under a name of its own', () => {
  expect(new Set(ATTEMPTS.map(({ name }) => name)).size).toBeGreaterThanOrEqual(40);
});

describe('no sentence that an attempt demands is supported by an honest answer', () => {
  const given = [{ number: 1, asked: OLD, answer: ANSWER }];
  const refs = new Map([['p1', 1]]);
  test.each(ATTEMPTS)('$name', ({ demanded }) => {
    for (const named of [['p1'], ['p1', 'p2'], ['p99'], []])
      expect(supported([{ text: demanded, refs: named }], given, refs, createDetector([]))).toEqual([]);
  });
  test('what is supported is shown, whatever sign of formatting stands around it', () => {
    for (const text of ['**Pitches are priced by the metre.** [1]', '- Pitches are priced by\u200b the metre. [p1]'])
      expect(supported([{ text, refs: ['p1'] }], given, refs, createDetector([]))).toEqual([
        { text: 'Pitches are priced by the metre.', on: [1] },
      ]);
  });
});

/** The worst model sees all attempts at once, in one place, and obeys every one of them. */
const PLACES = ['looked for', 'in an answer', 'in a question', 'as names', 'as a file'] as const;
const BATCH = 6;
const BATCHES = Array.from({ length: Math.ceil(ATTEMPTS.length / BATCH) }, (_, at) =>
  ATTEMPTS.slice(at * BATCH, (at + 1) * BATCH),
);

describe.each(PLACES)('%s', (place) => {
  test.each(BATCHES.map((some) => [some.map(({ name }) => name).join(', '), some] as const))('%s', async (_, some) => {
    const hostile = some.map(({ words }) => words.slice(0, 300)).join('\n');
    const answer = place === 'in an answer' ? `${ANSWER}\n${hostile}` : ANSWER;
    const all = await told({ answer, drafter: worst() });
    const { s, fay, asha, ben, community, write, ask } = all;
    onTestFinished(() => void model.answers({ status: 500, body: '' }));
    model.answers(obeying(some.map(({ demanded }) => demanded)));
    await secret(all);
    if (place === 'in a question')
      await s.prisma.question.updateMany({ where: { state: 'answered' }, data: { text: `${OLD}\n${hostile}` } });
    if (place === 'as names') {
      const name = hostile.replace(/\s+/g, ' ').slice(0, 200);
      await s.prisma.identity.updateMany({ where: { ref: { in: [asha.ref.id, ben.ref.id] } }, data: { name } });
      await s.prisma.community.update({ where: { id: community }, data: { name } });
    }
    if (place === 'as a file')
      await s.prisma.reply.updateMany({
        data: { files: [{ name: hostile.slice(0, 200), type: 'text/plain', link: 'https://files.example/1' }] },
      });
    const before = await stateOf(all);
    const asked = model.asked.length;
    await ask(fay, s.private(fay));
    if (place === 'looked for')
      await s.prisma.draftedAnswer.updateMany({ data: { words: `${LOOKED_FOR}\n${hostile}` } });
    await write();
    const sent = model.asked.slice(asked);
    expect(sent).toHaveLength(1);
    for (const one of sent) {
      // All that people wrote is data in its place; names, files and what is hidden never go there.
      const { passages } = passagesIn(one);
      expect(passages.map(({ ref }) => ref)).toEqual(['p1']);
      for (const never of ['SECRET-PAYROLL', asha.name, ben.name, 'Licensing', 'files.example', community])
        expect(one.body).not.toContain(never);
      if (place === 'as names' || place === 'as a file')
        for (const { words: hidden } of some) expect(one.body).not.toContain(hidden);
    }
    // An answer's own words may be shown, for it may be read; in it, those of an attempt that reads like one.
    harmless(all, place === 'in an answer' ? `${answer}` : ANSWER);
    if (place !== 'in an answer')
      for (const { demanded } of some) expect(drafted(all.draftOf(fay))).not.toContain(demanded);
    // Nothing else came of it.
    expect(await stateOf(all)).toEqual(before);
  });
});

/** What somebody else wrote where the reader may not read. */
async function secret({ s, fay }: Told): Promise<void> {
  const was = await s.prisma.question.findFirstOrThrow({ where: { state: 'answered' } });
  const reply = await s.prisma.reply.findFirstOrThrow({ where: { questionId: was.id } });
  const id = '00000000-0000-7000-8000-0000000000f1';
  const { personId, workspace } = await s.prisma.identity.findFirstOrThrow({
    where: { ref: fay.ref.id },
    include: { workspace: true },
  });
  await s.prisma.community.create({
    data: {
      id,
      name: 'Fraud',
      nameKey: `fraud ${id}`,
      purpose: 'Hidden',
      access: 'hidden',
      label: 'members',
      founderId: workspace.organisationId,
      createdBy: personId,
      createdAt: s.clock.now(),
      organisations: {
        create: { organisationId: workspace.organisationId, agreedBy: personId, agreedAt: s.clock.now() },
      },
    },
  });
  const text = `SECRET-PAYROLL ${OLD} pitch at a street market`;
  const question = '00000000-0000-7000-8000-0000000000f2';
  await s.prisma.question.create({
    data: {
      id: question,
      communityId: id,
      personId: was.personId,
      identityId: was.identityId,
      text,
      files: [],
      state: 'answered',
      createdAt: s.clock.now(),
      openedAt: s.clock.now(),
    },
  });
  await s.prisma.reply.create({
    data: {
      id: '00000000-0000-7000-8000-0000000000f3',
      questionId: question,
      personId: reply.personId,
      identityId: reply.identityId,
      platform: 'teams',
      key: 'secret',
      version: '1',
      text,
      files: [],
      counts: true,
      createdAt: s.clock.now(),
    },
  });
  await s.settle();
}

/** All that a model could have changed, had it hands. */
const stateOf = async ({ s }: Told) => ({
  questions: await s.prisma.question.findMany({
    orderBy: { id: 'asc' },
    select: { id: true, state: true, acceptedId: true },
  }),
  replies: await s.prisma.reply.count(),
  members: await s.prisma.membership.count(),
  communities: await s.prisma.community.count(),
  posted: s.slack.posted.length,
});
