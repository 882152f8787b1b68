/** A question asked from a message keeps its addresses and files; addresses that are typed are links. */
import { expect, test } from 'vitest';
import type { Form } from '../core/card.ts';
import type { Said } from '../core/inbound.ts';
import type { Reply } from '../core/reply.ts';
import type { Text } from '../core/text.ts';
import { type Story, story } from '../testing/story.ts';
import { stringsOfForm, wordsOf } from '../testing/words-of.ts';

const GUIDE = 'https://example.org/guide';

/** Asha opens the form from a message of Ben's in some channel of his. */
async function opened({ s, ben }: Story, text: Text, files: Said['files']): Promise<{ form: Form; said: Said }> {
  const message = { kind: 'message', platform: 'slack', id: 'o1', key: 'o1' } as const;
  const link = 'https://slack.example/archives/C1/p1';
  const said: Said = { message, thread: message, author: ben.ref, text, files, version: '1', link };
  const place = s.channel('slack', 'brackenford', 'general');
  const reply = await s.bring(s.event(ben, place, { kind: 'shortcut', name: 'ask-about', on: said }));
  return { form: formOf(reply), said };
}
const formOf = (reply: Reply | null): Form => {
  if (reply?.kind !== 'ask') throw new Error('opened a form');
  return reply.form;
};
const textOf = (form: Form): string | undefined => {
  const field = form.fields.find(({ name }) => name === 'text');
  return field?.field === 'paragraph' ? field.value : undefined;
};
const policy = { name: 'Policy.pdf', type: 'pdf', bytes: 2_000_000, link: 'https://files.example/policy' };

test('its form has the addresses of its links, and says what goes with the question', async () => {
  const all = await story();
  const { form } = await opened(
    all,
    [
      { run: 'text', text: 'Who follows ' },
      { run: 'link', url: GUIDE, text: 'the guide' },
    ],
    [policy],
  );
  expect(textOf(form)).toBe(`Who follows the guide (${GUIDE})`);
  expect(stringsOfForm(form).join('\n')).toContain('a link to that message and name its file');
});

test('the question names the files, links back, and its addresses are links', async () => {
  const all = await story();
  const { s, ben, community, slackChannel } = all;
  const { form, said } = await opened(all, 'Look', [policy]);
  await s.submit(ben, slackChannel, form.form, form.context, { community, text: `Who follows this (${GUIDE})?` });
  await s.settle();
  const root = s.teams.posted.find((one) => one.to.kind === 'conversation') ?? never();
  expect(wordsOf(root.card)).toContain('Policy.pdf (2 MB)');
  expect(wordsOf(root.card)).toContain('Asked about a message in Slack.');
  // Somebody else may have attached it.
  expect(wordsOf(root.card)).not.toContain('Ben Carter attached');
  const runs = JSON.stringify(root.card.blocks);
  for (const url of [policy.link, said.link, GUIDE]) expect(runs).toContain(JSON.stringify({ url }).slice(1, -1));
  // It is not that message: what happens to it there does nothing to the question.
  const { message } = said;
  await s.bring(
    s.event(ben, slackChannel, { kind: 'deleted', message, thread: message, version: '2', addressed: true }),
  );
  await s.settle();
  expect(wordsOf(root.card)).toContain('Open: no answer yet');
});

test('a message that is only a file opens a form to ask about it', async () => {
  const all = await story();
  const { s, ben, community, slackChannel } = all;
  const { form } = await opened(all, '', [policy]);
  expect(textOf(form)).toBeUndefined();
  await s.submit(ben, slackChannel, form.form, form.context, { community, text: 'Is this right?' });
  await s.settle();
  expect(wordsOf((s.teams.posted[0] ?? never()).card)).toContain('Policy.pdf');
});

test('a context that somebody made up does no harm', async () => {
  const all = await story();
  const { s, ben, community, slackChannel } = all;
  const context = '{"l":"javascript:alert(1)","f":[]}';
  await s.submit(ben, slackChannel, 'questions.ask', context, { community, text: 'Who knows?' });
  await s.settle();
  expect(JSON.stringify(s.teams.posted.map((one) => one.card))).not.toContain('javascript');
});

test('an address in an answer’s form, and after the command, is a link', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  await s.command(asha, teamsChannel, 'ask', `Who follows ${GUIDE}?`);
  await s.settle();
  const link = { run: 'link', url: GUIDE, text: GUIDE };
  const root = s.slack.posted[0] ?? never();
  expect(root.card.blocks).toContainEqual({
    block: 'text',
    as: 'body',
    text: [{ run: 'text', text: 'Who follows ' }, link, { run: 'text', text: '?' }],
  });
  const { id } = await s.prisma.question.findFirstOrThrow();
  await s.submit(ben, slackChannel, 'questions.answer', id, { text: GUIDE });
  await s.settle();
  const mirrored = s.teams.posted.filter((one) => JSON.stringify(one.card.blocks).includes('Ben Carter'));
  expect(mirrored[0]?.card.blocks).toContainEqual({ block: 'text', as: 'body', text: [link] });
});

function never(): never {
  throw new Error('not there');
}
