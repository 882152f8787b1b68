/** What people say of themselves, how they want Guildhall to be with them, and under which name others see them. */
import { expect, test } from 'vitest';
import { createPeopleStore } from '../../prisma/people.ts';
import type { Form } from '../core/card.ts';
import type { Reply } from '../core/reply.ts';
import type { Actor, Stage } from '../testing/stage.ts';
import { founded, postedTo, toldBy, town, typesCode } from '../testing/town.ts';
import { wordsOf } from '../testing/words-of.ts';

const DAY = 24 * 3_600_000;

function formOf(reply: Reply | null): Form {
  if (reply?.kind !== 'ask') throw new Error(`no form but ${reply?.kind ?? 'nothing'}`);
  return reply.form;
}
/** What the form holds when it opens. */
const held = (form: Form): Record<string, unknown> =>
  Object.fromEntries(
    form.fields.flatMap((field) => (field.value === undefined ? [] : [[field.name, field.value] as const])),
  );
const homeOf = async (s: Stage, who: Actor): Promise<string> => toldBy(await s.command(who, s.private(who), 'home'));
const prefer = (s: Stage, who: Actor, values: Record<string, string | string[]>) =>
  s.submit(who, s.private(who), 'people.preferences', '', { zone: 'Europe/London', shown: 'whole', ...values });

test.each(['fay', 'ben'] as const)('a profile is written by a form and stands on the home page (%s)', async (name) => {
  const all = await town();
  const { s, cora } = all;
  const who = all[name];
  const form = formOf(await s.command(who, s.private(who), 'profile'));
  expect(form.fields.map((field) => field.name)).toEqual(['askMe', 'done', 'learn', 'languages']);
  const values = { askMe: 'Taxi licences', done: '', learn: 'Data protection', languages: 'English, Welsh' };
  const saved = toldBy(await s.submit(who, s.private(who), 'people.profile', '', values));
  expect(saved).toContain('Taxi licences');
  expect(saved).not.toContain('I have done');
  expect(await homeOf(s, who)).toContain('Data protection');
  expect(held(formOf(await s.press(who, s.private(who), 'people.profile', '')))).toEqual({
    askMe: 'Taxi licences',
    learn: 'Data protection',
    languages: 'English, Welsh',
  });
  // It is theirs: whoever sends the same form writes their own.
  await s.submit(cora, s.private(cora), 'people.profile', '', { askMe: 'Housing' });
  expect(await homeOf(s, who)).not.toContain('Housing');
  const long = await s.submit(who, s.private(who), 'people.profile', '', { askMe: 'x'.repeat(501) });
  expect(long).toEqual({ kind: 'invalid', problems: { askMe: 'This takes 500 characters at most.' } });
});

test('preferences are chosen on one screen, stand on the home page, and come back with the form', async () => {
  const { s, ben } = await town();
  const form = formOf(await s.press(ben, s.private(ben), 'people.preferences', ''));
  expect(form.fields.map((field) => field.name)).toEqual([
    'days',
    'evenDays',
    'quiet',
    'zone',
    'pause',
    'shown',
    'language',
  ]);
  const told = toldBy(
    await prefer(s, ben, {
      days: ['3', '1', '2'],
      evenDays: ['1'],
      quiet: '6pm to 8',
      zone: 'Europe/Paris',
      pause: '24/12/2099',
      language: 'en-GB',
    }),
  );
  for (const words of ['Monday, Tuesday, Wednesday', '18:00–08:00', 'Europe/Paris', 'Paused until']) {
    expect(told).toContain(words);
    expect(await homeOf(s, ben)).toContain(words);
  }
  expect(held(formOf(await s.command(ben, s.private(ben), 'preferences')))).toEqual({
    days: ['1', '2', '3'],
    evenDays: ['1'],
    quiet: '18:00–08:00',
    zone: { value: 'Europe/Paris', label: 'Europe/Paris' },
    pause: '2099-12-24',
    shown: 'whole',
    language: 'en-GB',
  });
  await prefer(s, ben, {});
  expect(held(formOf(await s.command(ben, s.private(ben), 'preferences')))).toEqual({
    zone: { value: 'Europe/London', label: 'Europe/London' },
    shown: 'whole',
    language: 'en-GB',
  });
});

test('who has paused, or has left, is none of those who may be found, matched or suggested', async () => {
  const { s, fay, asha, ben, personOf } = await town();
  const all = [await personOf(fay), await personOf(asha), await personOf(ben)];
  const available = () => s.prisma.$transaction((tx) => createPeopleStore(tx, s.clock.now(), () => '').available(all));
  expect(await available()).toEqual([...all].sort());
  const day = new Date(s.clock.now().getTime() + 3 * DAY).toISOString().slice(0, 10);
  await prefer(s, asha, { pause: day });
  await s.bring(s.event(ben, s.private(ben), { kind: 'person', who: ben.ref, change: 'deactivated' }));
  expect(await available()).toEqual([all[0]]);
  s.clock.pass(3 * DAY + 1);
  expect(await available()).toEqual([all[0], all[1]].sort());
});

test('what cannot be read is said by field, and nothing is changed', async () => {
  const { s, fay } = await town();
  const wrong = await prefer(s, fay, { quiet: 'evenings', zone: 'Mars/Base', pause: '2020-01-01' });
  expect(wrong).toMatchObject({ kind: 'invalid', problems: { quiet: /two times/, zone: /list/ } as object });
  expect(await prefer(s, fay, { pause: '2020-01-01' })).toMatchObject({ kind: 'invalid' });
  expect(await s.prisma.preference.count()).toBe(0);
});

test('zones are found by typing', async () => {
  const { s, fay } = await town();
  const found = await s.bring(
    s.event(fay, s.private(fay), { kind: 'search', of: 'zones', query: 'new york', by: 'form' }),
  );
  expect(found).toMatchObject({ results: [{ value: 'America/New_York', title: 'America/New York' }] });
});

test('a zone that was chosen counts as the person’s', async () => {
  const { s, fay, channel } = await founded();
  await s.command(fay, channel, 'bind', 'licensing');
  await prefer(s, fay, { zone: 'Pacific/Auckland' });
  // Noon in Auckland, on a stage that begins at any time: the day is theirs, and so is its end.
  for (let number = 0; number < 10; number += 1) await s.command(fay, channel, 'ask', `Question ${number}?`);
  expect(toldBy(await s.command(fay, channel, 'ask', 'Eleven?'))).toContain('10 questions today');
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hourCycle: 'h23', timeZone: 'Pacific/Auckland' }).format(
      s.clock.now(),
    ),
  );
  s.clock.pass((24 - hour) * 3_600_000);
  expect(toldBy(await s.command(fay, channel, 'ask', 'Eleven?'))).toContain('Your question is in');
});

/** Asha in Teams and Ben in Slack are one, and have their messages with Ben. */
async function inOnePlace() {
  const all = await founded();
  const { s, fay, asha, ben, channel, theirs, code } = all;
  await s.command(fay, channel, 'bind', 'licensing');
  await typesCode(s, ben, theirs, await code());
  const told = toldBy(await s.command(asha, s.private(asha), 'link'));
  await s.command(ben, s.private(ben), 'link', /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(told)?.[0] ?? '');
  const { id } = await s.prisma.linkCode.findFirstOrThrow({ where: { state: 'typed' } });
  await s.press(asha, s.private(asha), 'people.join', id);
  await s.settle();
  const place = (await s.prisma.identity.findFirstOrThrow({ where: { ref: ben.ref.id } })).id;
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
  return { ...all, place };
}

test('private messages come to the account that was chosen, whichever they are about', async () => {
  const { s, fay, asha, ben, channel, community, enrol, place } = await inOnePlace();
  const form = formOf(await s.command(asha, s.private(asha), 'preferences'));
  expect(form.fields.map((field) => field.name)).toContain('place');
  await prefer(s, asha, { place });
  const { message: thread } = await s.say(asha, channel, 'Who licenses pedicabs?', { addressed: true });
  await s.settle();
  await s.say(fay, channel, 'We do', { thread });
  await s.settle();
  expect(postedTo(s.teams, asha)).toEqual([]);
  expect(postedTo(s.slack, ben)).toEqual([expect.stringContaining('Fay Olsen')]);
  // One who facilitates is told there as well.
  await enrol(asha, community, 'facilitator');
  await s.bring(s.event(fay, channel, { kind: 'place', change: 'gone' }));
  await s.settle();
  expect(postedTo(s.teams, asha)).toEqual([]);
  expect(postedTo(s.slack, ben).at(-1)).toContain('no longer belongs to Licensing');
});

test('a question that was asked in private is kept true where it was shown, also after another place was chosen', async () => {
  const { s, fay, asha, ben, channel, place, community } = await inOnePlace();
  await s.submit(asha, s.private(asha), 'questions.ask', '', { community, text: 'Who licenses pedicabs?' });
  await s.settle();
  expect(postedTo(s.teams, asha)[0]).toContain('Open: no answer yet');
  await prefer(s, asha, { place });
  const root = s.teams.posted.find((one) => one.to.id === channel.ref.id)?.ref;
  await s.say(fay, channel, 'We do', { ...(root && { thread: root }) });
  await s.settle();
  expect(postedTo(s.teams, asha)[0]).toContain('1 answer');
  expect(postedTo(s.slack, ben)).toEqual([expect.stringContaining('answered your question')]);
});

test('an account that closes, or is taken apart, is no place for messages any more', async () => {
  const { s, fay, asha, ben, channel, place } = await inOnePlace();
  await prefer(s, asha, { place });
  await s.bring(s.event(ben, s.private(ben), { kind: 'person', who: ben.ref, change: 'deactivated' }));
  const { message: thread } = await s.say(asha, channel, 'Who licenses pedicabs?', { addressed: true });
  await s.settle();
  await s.say(fay, channel, 'We do', { thread });
  await s.settle();
  expect(postedTo(s.teams, asha)).toHaveLength(1);
});

/** A question of Asha's in Ashcombe, answered by Ben of Brackenford, in both channels. */
async function answered() {
  const all = await founded();
  const { s, fay, asha, ben, channel, theirs, code } = all;
  await s.command(fay, channel, 'bind', 'licensing');
  await typesCode(s, ben, theirs, await code());
  const { message: thread } = await s.say(asha, channel, 'Who licenses pedicabs?', { addressed: true });
  await s.settle();
  const root = s.slack.posted.find((one) => one.card.summary.includes('pedicabs'))?.ref;
  await s.say(ben, theirs, 'We do', { ...(root && { thread: root }) });
  await s.settle();
  const words = () => ({
    ours: s.teams.posted
      .filter((one) => !one.removed)
      .map((one) => wordsOf(one.card))
      .join('\n'),
    theirs: s.slack.posted
      .filter((one) => !one.removed)
      .map((one) => wordsOf(one.card))
      .join('\n'),
  });
  return { ...all, thread, words };
}

test('who is shown by first name alone is so in every other organisation, at once and from then on, and not at home', async () => {
  const { s, fay, asha, ben, channel, theirs, words } = await answered();
  expect(words().theirs).toContain('Asha Verma');
  expect(words().ours).toContain('Ben Carter');
  await prefer(s, asha, { shown: 'brief' });
  await prefer(s, ben, { shown: 'brief' });
  await s.settle();
  expect(words().theirs).not.toContain('Verma');
  expect(words().theirs).toContain('Asha · Ashcombe Council');
  expect(words().ours).not.toContain('Carter');
  expect(words().ours).toContain('Ben · Brackenford Council');

  const reply = await s.prisma.reply.findFirstOrThrow();
  await s.press(asha, s.private(asha), 'questions.useful', reply.id);
  await s.settle();
  expect(words().ours).toContain('Answered by Ben, Brackenford Council');
  expect(words().theirs).toContain('Answered by Ben Carter, Brackenford Council');
  const listed = async (who: Actor, place: typeof channel) =>
    JSON.stringify(
      await s.bring(s.event(who, place, { kind: 'search', of: 'questions', query: 'pedicabs', by: 'compose' })),
    );
  s.clock.pass(10_000);
  expect(await listed(ben, theirs)).not.toContain('Verma');
  expect(await listed(asha, channel)).not.toContain('Carter');
  expect(await listed(asha, channel)).toContain('Asha Verma');
  const { id } = await s.prisma.question.findFirstOrThrow();
  expect(JSON.stringify(await s.press(fay, channel, 'questions.choose', id))).not.toContain('Carter');

  await prefer(s, ben, { shown: 'whole' });
  await s.settle();
  expect(words().ours).toContain('Ben Carter · Brackenford Council');
});

test('what somebody wrote stays when they leave, as a former member’s, and is theirs again when they are back', async () => {
  const { s, asha, ben, theirs, words, community, enrol, roleIn } = await answered();
  await enrol(ben, community);
  await s.submit(ben, s.private(ben), 'people.profile', '', { askMe: 'Taxis' });
  await s.bring(s.event(ben, s.private(ben), { kind: 'person', who: ben.ref, change: 'deactivated' }));
  await s.settle();
  expect(words().ours).not.toContain('Ben');
  expect(words().ours).toContain('Former member · Brackenford Council');
  expect(words().ours).toContain('We do');
  expect(await roleIn(ben, community)).toBeNull();
  expect(await s.prisma.profile.count()).toBe(0);
  await s.bring(s.event(asha, s.private(asha), { kind: 'person', who: asha.ref, change: 'deactivated' }));
  await s.settle();
  expect(words().theirs).not.toContain('Asha');
  expect(words().theirs).toContain('pedicabs');

  s.clock.pass(2 * DAY);
  await s.command(ben, theirs, 'help');
  await s.settle();
  expect(words().ours).toContain('Ben Carter · Brackenford Council');
});
