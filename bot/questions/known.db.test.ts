/** Before a question is posted: what was asked before and may answer it. */
import { expect, test } from 'vitest';
import type { Card } from '../core/card.ts';
import type { Reply } from '../core/reply.ts';
import type { Actor } from '../testing/stage.ts';
import { type Story, story } from '../testing/story.ts';
import { wordsOf } from '../testing/words-of.ts';

const OLD = 'How do you price pitches for a street market?';

/** Ben asked in Slack, Asha answered in Teams; one more question is about something else. */
async function answered(how: { accepted?: boolean } = {}) {
  const all = await story();
  const { s, asha, ben, slackChannel, teamsChannel } = all;
  await s.say(ben, slackChannel, OLD, { addressed: true });
  await s.settle();
  const card = s.teams.posted[0]?.ref;
  if (!card) throw new Error('not posted');
  await s.say(asha, teamsChannel, 'By the metre and by the day, dearer on Saturdays.', { thread: card });
  await s.say(ben, slackChannel, 'Who may close a road for a parade?', { addressed: true });
  await s.settle();
  const before = await s.prisma.question.findFirstOrThrow({ where: { state: 'answered' } });
  const { id: reply } = await s.prisma.reply.findFirstOrThrow();
  if (how.accepted) await s.press(ben, s.private(ben), 'questions.useful', reply);
  return { ...all, before: before.id };
}

const cardOf = (reply: Reply | null): Card => {
  if (reply?.kind !== 'tell' && reply?.kind !== 'replace') throw new Error(`no card but ${reply?.kind}`);
  return reply.card;
};
const pressOn = (card: Card, label: string): { action: string; value: string } => {
  for (const block of card.blocks)
    if (block.block === 'buttons')
      for (const button of block.buttons) if (button.button === 'action' && button.label === label) return button;
  throw new Error(`no button ${label} on: ${wordsOf(card)}`);
};
const asks = async ({ s }: Story, who: Actor, text: string) => cardOf((await s.say(who, s.private(who), text)).reply);

test('in private, what was answered before is shown with whose it is, how far to trust it and why, beside the kept words', async () => {
  const all = await answered();
  const { s, fay } = all;
  const card = await asks(all, fay, 'What should a pitch at a street market cost?');
  for (const words of [
    'This may have been answered before',
    `1. ${OLD}`,
    'By the metre and by the day',
    'Asha Verma · Ashcombe Council',
    'Conversation: unofficial',
    'Shown because you wrote: pitch, street and market.',
    'What should a pitch at a street market cost?',
    'Where should this go?',
  ])
    expect(wordsOf(card)).toContain(words);
  expect(wordsOf(card)).not.toContain('parade');
  // All of it, for whoever wants to read on.
  const read = pressOn(card, 'Read all of number 1');
  const whole = wordsOf(cardOf(await s.press(fay, s.private(fay), read.action, read.value)));
  for (const words of [OLD, 'Ben Carter', 'dearer on Saturdays', 'Asha Verma']) expect(whole).toContain(words);
});

test('that it answers is counted, nothing is posted, and the words stay there', async () => {
  const all = await answered({ accepted: true });
  const { s, fay, before } = all;
  const card = await asks(all, fay, 'What should a pitch at a street market cost?');
  expect(wordsOf(card)).toContain('Suggested answer: not checked');
  const yes = pressOn(card, 'Number 1 answers it');
  await s.settle();
  const posted = s.slack.posted.length + s.teams.posted.length;
  for (const _ of [1, 2]) {
    const reply = cardOf(await s.press(fay, s.private(fay), yes.action, yes.value));
    expect(wordsOf(reply)).toContain('You had written:\nWhat should a pitch at a street market cost?');
  }
  await s.settle();
  expect(s.slack.posted.length + s.teams.posted.length).toBe(posted);
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: fay.ref.id } });
  expect(await s.prisma.answerUse.findMany({ select: { questionId: true, personId: true } })).toEqual([
    { questionId: before, personId },
  ]);
  // It is in no list, and can be posted all the same.
  const draft = await s.prisma.question.findFirstOrThrow({ where: { personId } });
  expect(draft).toMatchObject({ state: 'drafted', text: 'What should a pitch at a street market cost?' });
  expect(JSON.stringify(await s.command(fay, s.private(fay), 'questions'))).not.toContain('cost?');
  const afterAll = { community: all.community };
  const sent = await s.submit(fay, s.private(fay), 'questions.post', draft.id, afterAll);
  expect(wordsOf(cardOf(sent))).toContain('Your question is in Licensing');
});

test.each(['form', 'command'] as const)(
  'by %s it waits for one more press, and goes where it was meant to go',
  async (way) => {
    const all = await answered();
    const { s, fay, community, teamsChannel } = all;
    const text = 'What should a pitch at a street market cost?';
    const place = way === 'form' ? s.private(fay) : teamsChannel;
    const reply =
      way === 'form'
        ? await s.submit(fay, place, 'questions.ask', '', { community, text })
        : await s.command(fay, place, 'ask', text);
    const card = cardOf(reply);
    expect(wordsOf(card)).toContain('until you post it to Licensing');
    expect(await s.prisma.question.findFirst({ where: { state: 'drafted' } })).toMatchObject({ text });
    const post = pressOn(card, 'Post my question');
    expect(wordsOf(cardOf(await s.press(fay, place, post.action, post.value)))).toContain(
      'Your question is in Licensing',
    );
    await s.settle();
    expect(s.slack.posted.filter((one) => wordsOf(one.card).includes(text))).toHaveLength(1);
  },
);

test('a new question is not held up: nothing like it, or nothing that anybody answered', async () => {
  const all = await answered();
  const { s, fay, community } = all;
  for (const text of ['Does anybody lend out a flood barrier?', 'Who may close a road for a parade of horses?']) {
    const reply = cardOf(await s.submit(fay, s.private(fay), 'questions.ask', '', { community, text }));
    expect(wordsOf(reply)).toContain('Your question is in Licensing');
  }
});

test('it is offered to nobody who may not read it, and not used by anybody who may no more', async () => {
  const all = await answered();
  const { s, fay, asha, community } = all;
  const text = 'What should a pitch at a street market cost?';
  const card = await asks(all, asha, text);
  await s.prisma.community.update({ where: { id: community }, data: { access: 'hidden' } });
  for (const label of ['Read all of number 1', 'Number 1 answers it']) {
    const { action, value } = pressOn(card, label);
    expect(wordsOf(cardOf(await s.press(asha, s.private(asha), action, value)))).toContain(
      'That is not there any more',
    );
  }
  expect(await s.prisma.answerUse.count()).toBe(0);
  // Their words are kept all the same.
  expect(await s.prisma.question.findFirst({ where: { state: 'drafted' } })).toMatchObject({ text });
  const gil = s.actor('teams', 'ashcombe', 'Gil Guest');
  s.teams.profiles.set(gil.ref.id, { name: gil.name, active: true, guest: true, external: false });
  expect(JSON.stringify(await s.say(gil, s.private(gil), text))).not.toContain(OLD);
  // Another's draft is nobody else's to end.
  const { action, value } = pressOn(card, 'Number 1 answers it');
  expect(wordsOf(cardOf(await s.press(fay, s.private(fay), action, value)))).toContain('posted or discarded');
});

test('whoever looks for something finds what was answered, above the communities, and hears where nothing is near', async () => {
  const all = await answered({ accepted: true });
  const { s, fay, asha, community } = all;
  const find = async (who: Actor, words: string) => {
    s.clock.pass(1_000);
    return cardOf(await s.command(who, s.private(who), 'find', words));
  };
  const card = await find(fay, 'pitch at a street market');
  for (const words of ['Answered before', `1. ${OLD}`, 'Suggested answer: not checked', 'Communities for'])
    expect(wordsOf(card)).toContain(words);
  expect(() => pressOn(card, 'Number 1 answers it')).toThrow();
  expect(pressOn(card, 'Read all of number 1').value).toBe(all.before);
  expect(wordsOf(await find(fay, 'flood barrier'))).toContain(
    'Nothing that was answered in the communities you can read',
  );
  await s.prisma.community.update({ where: { id: community }, data: { access: 'hidden' } });
  expect(wordsOf(await find(asha, 'pitch at a street market'))).not.toContain(OLD);
});

test('what gives somebody away, and what has an official route, is said first; nothing is posted before, and the words can be changed', async () => {
  const all = await answered();
  const { s, fay, community } = all;
  const text =
    'A tenant was assaulted by her son. She is on 07700 900123, NI number QQ 12 34 56 C or AB 12 34 56 C. Who helps?';
  const card = cardOf(await s.submit(fay, s.private(fay), 'questions.ask', '', { community, text }));
  expect(card.summary).toBe('Before others read this');
  for (const words of ['safeguarding lead now', 'a National Insurance number and a telephone number', text])
    expect(wordsOf(card)).toContain(words);
  expect(await s.prisma.question.count({ where: { state: 'open' } })).toBe(1);
  const { action, value } = pressOn(card, 'Change my words');
  const form = await s.press(fay, s.private(fay), action, value);
  expect(form).toMatchObject({ kind: 'ask', form: { form: 'questions.reword', context: value.split('/')[0] } });
  expect(JSON.stringify(form)).toContain('Who helps?');
  const again = { community, text: 'Which flood barriers do others lend out?' };
  const sent = cardOf(await s.submit(fay, s.private(fay), 'questions.reword', value.split('/')[0] ?? '', again));
  expect(wordsOf(sent)).toContain('Your question is in Licensing');
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: fay.ref.id } });
  const states = await s.prisma.question.findMany({
    where: { personId },
    orderBy: { createdAt: 'asc' },
    select: { state: true },
  });
  expect(states).toEqual([{ state: 'open' }]);
  // Sent twice: the draft is gone, the words are not.
  expect(
    wordsOf(cardOf(await s.submit(fay, s.private(fay), 'questions.reword', value.split('/')[0] ?? '', again))),
  ).toContain(again.text);
});

test('in a channel people have read it: who asked is told in private, and the question stands', async () => {
  const all = await answered();
  const { s, asha, teamsChannel } = all;
  const { reply } = await s.say(asha, teamsChannel, 'Who has the file of 943 476 5919?', { addressed: true });
  expect(wordsOf(cardOf(reply))).toContain('Your question has an NHS number in it');
  expect(wordsOf(cardOf(reply))).toContain('Change or delete your message');
  expect(await s.prisma.question.count({ where: { state: 'open' } })).toBe(2);
  const ordinary = await s.say(asha, teamsChannel, 'Which safeguarding training do you give to drivers?', {
    addressed: true,
  });
  expect(ordinary.reply).toEqual({ kind: 'nothing' });
});
