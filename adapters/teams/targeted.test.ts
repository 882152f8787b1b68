/** Messages that one person alone sees, after they were sent: over HTTP, held against Microsoft's description of the Connector. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Card, Form } from '../../bot/core/card.ts';
import type { MessageRef, UserRef } from '../../bot/core/ref.ts';
import { ask, invalid, type Reply, replace, tell } from '../../bot/core/reply.ts';
import type { Call } from './testing/connector.ts';
import { callProblems, cardsOf, nodesOf } from './testing/judges.ts';
import { readNative } from './testing/reading.ts';
import {
  type ActivityJson,
  ALEX,
  activity,
  CHANNEL,
  createWorld,
  inChannel,
  mentioning,
  TENANT,
  type World,
} from './testing/world.ts';

type Json = Record<string, unknown>;
let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  for (const call of world.connector.calls) expect(callProblems(call)).toEqual([]);
  expect(world.lines.join('\n')).not.toContain('reply_failed');
  await world.close();
});

const choice = (text: string): Card => ({
  summary: text,
  blocks: [
    { block: 'text', as: 'body', text },
    { block: 'buttons', buttons: [{ button: 'action', action: 'communities.join', value: 'c-1', label: 'Join' }] },
  ],
});
const form: Form = {
  form: 'questions.ask',
  context: '',
  title: 'Ask',
  fields: [{ field: 'line', name: 'text', label: 'Your question' }],
  submit: 'Send',
  cancel: 'Cancel',
};
const thread: MessageRef = {
  kind: 'message',
  platform: 'teams',
  id: `${TENANT}/${CHANNEL};messageid=1795/1795`,
  key: `${CHANNEL}/1795`,
};
const alex: UserRef = { kind: 'user', platform: 'teams', id: `${TENANT}/${ALEX.aadObjectId}` };

const replied = (what: ActivityJson, reply: Reply) => {
  world.bot.reply = () => reply;
  return world.deliver(what);
};
/** Has the bot tell something to Alex alone in the channel. @returns the call that sent it */
const told = async (reply: Reply): Promise<Call> => {
  await replied(activity('message', { ...mentioning('hello'), ...inChannel('1795') }), reply);
  const call = world.connector.calls.at(-1);
  if (!call) throw new Error('nothing was sent');
  return call;
};
/** What a button carries, the first of a kind in a body. */
const carried = (body: unknown, type: string): Json => {
  const button = cardsOf(body)
    .flatMap((card) => [...nodesOf(card)])
    .find((node) => node.type === type);
  if (!button) throw new Error(`no ${type}`);
  return button.data as Json;
};
const press = (replyToId: string, data: Json): ActivityJson =>
  activity('invoke', {
    name: 'adaptiveCard/action',
    replyToId,
    value: { action: { type: 'Action.Execute', verb: 'action', data }, trigger: 'manual' },
    ...inChannel('1795'),
  });
const seen = (call: Call | undefined) => [
  call?.method,
  call?.path.split('/').at(-1),
  call?.query.get('isTargetedActivity'),
  call && 'recipient' in call.body,
];

test('a card that a press replaces stays its reader’s alone, press after press', async () => {
  const sent = await told(tell(choice('One')));
  expect([sent.method, sent.query.get('isTargetedActivity')]).toEqual(['POST', 'true']);

  const first = (await replied(press(sent.gave, carried(sent.body, 'Action.Execute')), replace(choice('Two')))).json();
  // Microsoft refuses a recipient here: who may see it cannot be changed.
  expect(seen(world.connector.calls.at(-1))).toEqual(['PUT', sent.gave, 'true', false]);
  expect(readNative(world.connector.calls.at(-1)?.body).text).toContain('Two');

  await replied(press(sent.gave, carried(first.value, 'Action.Execute')), replace(choice('Three')));
  expect(seen(world.connector.calls.at(-1))).toEqual(['PUT', sent.gave, 'true', false]);
  await replied(press(sent.gave, carried(world.connector.calls.at(-1)?.body, 'Action.Execute')), replace(choice('4')));
  expect(seen(world.connector.calls.at(-1))).toEqual(['PUT', sent.gave, 'true', false]);
  expect(world.bot.last('action')).toMatchObject({ action: 'communities.join', value: 'c-1' });
});

test('a press from a client that knows no better is known by what it carries too', async () => {
  const sent = await told(tell(choice('One')));
  const fallback = cardsOf(sent.body)
    .flatMap((card) => [...nodesOf(card)])
    .flatMap((node) => (node.fallback ? [node.fallback as Json] : []));
  const data = fallback[0]?.data;
  await replied(
    activity('message', { value: data, replyToId: sent.gave, ...inChannel('1795') }),
    replace(choice('Two')),
  );
  expect(seen(world.connector.calls.at(-1))).toEqual(['PUT', sent.gave, 'true', false]);
});

test('a form that stood in the channel for one person is refused, sent again and spent, there', async () => {
  const sent = await told(ask(form));
  const filled = { ...carried(sent.body, 'Action.Execute'), f_text: 'How?' };
  const refused = (await replied(press(sent.gave, filled), invalid({ text: 'Say more' }))).json();
  const again = { ...carried(refused.value, 'Action.Execute'), f_text: 'How do others do it?' };
  await replied(press(sent.gave, again), tell(choice('Done')));
  expect(seen(world.connector.calls.at(-1))).toEqual(['PUT', sent.gave, 'true', false]);
});

test('a dialog that was opened from it, too', async () => {
  const sent = await told(tell(choice('One')));
  const data = carried(sent.body, 'Action.Execute');
  const place = { replyToId: sent.gave, ...inChannel('1795') };
  const opened = (
    await replied(activity('invoke', { name: 'task/fetch', value: { data }, ...place }), ask(form))
  ).json();
  const submitted = { ...carried(opened, 'Action.Submit'), f_text: 'How?' };
  await replied(
    activity('invoke', { name: 'task/submit', value: { data: submitted }, ...place }),
    replace(choice('2')),
  );
  expect(seen(world.connector.calls.at(-1))).toEqual(['PUT', sent.gave, 'true', false]);
});

test('what was posted for one person alone is drawn again and removed as such, for as long as its reference is kept', async () => {
  await told(tell(choice('met')));
  const ref = await world.teams.chat.post(thread, choice('Only you'), { row: 'r', only: alex });
  const { gave } = world.connector.calls.at(-1) as Call;
  expect(ref.key).toBe(`${CHANNEL}/${gave}`);
  const kept = JSON.parse(JSON.stringify(ref)) as MessageRef;
  await world.teams.chat.update(kept, choice('Still only you'));
  expect(seen(world.connector.calls.at(-1))).toEqual(['PUT', gave, 'true', false]);
  expect(carried(world.connector.calls.at(-1)?.body, 'Action.Execute').aside).toBe(true);
  await world.teams.chat.remove(kept);
  expect(seen(world.connector.calls.at(-1))).toEqual(['DELETE', gave, 'true', false]);
  world.connector.refuse = () => ({ status: 429, headers: { 'retry-after': '3' } });
  await expect(world.teams.chat.update(kept, choice('x'))).rejects.toMatchObject({
    reason: 'busy',
    retryAfterMs: 3_000,
  });
});

test('what everybody sees is drawn again without the flag, and says nothing of it', async () => {
  await told(tell(choice('met')));
  const ref = await world.teams.chat.post(thread, choice('For all'), { row: 'r' });
  await world.teams.chat.update(ref, choice('For all, better'));
  expect(seen(world.connector.calls.at(-1))).toEqual(['PUT', ref.key.split('/')[1], null, false]);
  expect(carried(world.connector.calls.at(-1)?.body, 'Action.Execute')).toEqual({
    action: 'communities.join',
    value: 'c-1',
  });
});
