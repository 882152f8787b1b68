/** What people read and do on pages, over real sockets: the same as in chat. */
import { describe, expect, test } from 'vitest';
import { served } from '../testing/pages.ts';
import { founded, town } from '../testing/town.ts';
import { cardIn, formIn, saidIn, type Visitor } from '../testing/visitor.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';
import type { FoundCommunities, MyCommunities, Waiting } from '../words/pages.ts';

describe('communities on pages', () => {
  test('are created in four fields, with look-alikes first, once', async () => {
    const { s, fay, asha } = await founded();
    const web = await served(s);
    const visitor = await web.signedIn(fay);
    const form = formIn((await visitor.press('communities.create', '')).body.reply);
    expect(form.fields.map(({ name }) => name)).toEqual(['name', 'purpose', 'access', 'kind']);
    const wrong = await visitor.submit(form.form, form.context, {
      name: 'x',
      purpose: 'y',
      access: 'open',
      kind: 'helping',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.reply).toMatchObject({ kind: 'invalid', problems: { name: expect.stringContaining('3 to 60') } });
    const values = {
      name: 'Licensing clerks',
      purpose: 'Licensing clerks help each other',
      access: 'open',
      kind: 'helping',
    };
    const like = await visitor.submit(form.form, form.context, values);
    const again = formIn(like.body.reply);
    expect([again.context, again.fields[0]]).toEqual([
      'anyway',
      expect.objectContaining({ value: 'Licensing clerks' }),
    ]);
    const id = crypto.randomUUID();
    const [one, two] = await Promise.all([
      visitor.submit(again.form, again.context, values, id),
      visitor.submit(again.form, again.context, values, id),
    ]);
    expect([one.body.known, two.body.known].filter(Boolean)).toHaveLength(1);
    expect((await visitor.submit(again.form, again.context, values, id)).body.known).toBe(true);
    expect(await s.prisma.community.count({ where: { name: 'Licensing clerks' } })).toBe(1);
    const taken = await visitor.submit(again.form, again.context, values);
    expect([taken.status, taken.body.reply]).toEqual([422, expect.objectContaining({ kind: 'invalid' })]);
    // Chat knows it at once.
    expect(
      wordsOf(cardIn((await s.command(asha, s.private(asha), 'join', 'licensing clerks')) ?? undefined)),
    ).toContain('Welcome to Licensing clerks');
  });

  test('are found, looked into, joined and left, as in chat', async () => {
    const { s, asha, community, roleIn } = await founded();
    const web = await served(s);
    const visitor = await web.signedIn(asha);
    const found = await visitor.reads<FoundCommunities>('communities.found', { words: 'licens' });
    expect(found.communities.map(({ name }) => name)).toEqual(['Licensing']);
    expect(found.communities[0]?.buttons.map((one) => one.label)).toEqual(['Join', 'Look inside']);
    const look = cardIn((await visitor.press('communities.look', community)).body.reply);
    expect(wordsOf(look)).toContain('Licensing officers help each other');
    expect(buttonsOf(look).map(({ action }) => action)).toContain('communities.join');
    const joined = cardIn((await visitor.press('communities.join', community)).body.reply);
    expect(wordsOf(joined)).toContain('Welcome to Licensing');
    expect(saidIn((await visitor.press('communities.hears', `${community} digest`)).body.reply)).toContain('Licensing');
    expect(await roleIn(asha, community)).toBe('member');
    const mine = await visitor.reads<MyCommunities>('communities.mine');
    expect(mine.communities.map(({ name, standing }) => [name, standing])).toEqual([['Licensing', 'You are in it']]);
    expect(saidIn((await visitor.press('communities.leave', community)).body.reply)).toContain('You have left');
    expect((await visitor.reads<MyCommunities>('communities.mine')).communities).toEqual([]);
  });

  test('where none is found, are asked for in chat: a page cannot ask', async () => {
    const { s, asha } = await founded();
    const visitor = await (await served(s)).signedIn(asha);
    const { communities, said } = await visitor.reads<FoundCommunities>('communities.found', { words: 'zeppelins' });
    expect(communities).toEqual([]);
    expect(said).toContain('“zeppelins”. Try other words, or ask in a channel by mentioning Guildhall');
  });

  test('are searched twice a second at most, and whoever is faster keeps their words', async () => {
    const { s, asha } = await founded();
    const web = await served(s);
    const visitor = await web.signedIn(asha);
    const search = () => visitor.post<{ said: string }>('read/communities.found', { words: 'taxi' });
    expect([(await search()).status, (await search()).status]).toEqual([200, 200]);
    const third = await search();
    expect([third.status, third.body.said]).toEqual([409, expect.stringContaining('You search very fast')]);
    s.clock.pass(500);
    expect((await search()).status).toBe(200);
  });

  test('that are hidden are not there for anybody else, by whatever name or id', async () => {
    const { s, fay, asha, ben, create, share } = await town();
    const hidden = await create(fay, 'Quiet restructure', 'Who goes where in the restructure', 'hidden');
    await share(ben, hidden);
    const web = await served(s);
    const none = crypto.randomUUID();
    for (const who of [asha, ben]) {
      const visitor = await web.signedIn(who);
      const answers = async (id: string) => {
        const all = [
          await visitor.press('communities.look', id),
          await visitor.press('communities.like', id),
          await visitor.press('communities.members', id),
          await visitor.press('communities.join', id),
          await visitor.press('communities.leave', id),
          await visitor.press('communities.request', id),
          await visitor.press('communities.hello', id),
          await visitor.press('communities.hears', `${id} digest`),
          await visitor.submit('communities.request', id, { why: 'Because I would like to know' }),
          await visitor.submit('communities.hello', id, { words: 'Hello to everybody' }),
        ];
        return all.map(({ status, body }) => [status, JSON.stringify(body)]);
      };
      const asked = await answers(hidden);
      expect(asked).toEqual(await answers(none));
      expect(JSON.stringify(asked)).not.toContain('restructure');
      for (const words of ['Quiet restructure', 'who goes where', 'restructur']) {
        s.clock.pass(2_000);
        const found = await visitor.reads<FoundCommunities>('communities.found', { words });
        expect(found.communities).toEqual([]);
      }
      expect((await visitor.reads<FoundCommunities>('communities.recommended')).communities).toEqual([]);
      expect((await visitor.reads<{ waiting: unknown[] }>('communities.waiting')).waiting).toEqual([]);
      expect((await visitor.reads<MyCommunities>('communities.mine')).communities).toEqual([]);
    }
    // Its own members have it.
    const own = await web.signedIn(fay);
    expect((await own.reads<MyCommunities>('communities.mine')).communities.map(({ name }) => name)).toEqual([
      'Quiet restructure',
    ]);
  });

  test('are not open to guests', async () => {
    const { s, gil, community } = await founded();
    const web = await served(s);
    const visitor = await web.signedIn(gil);
    for (const act of [
      await visitor.press('communities.create', ''),
      await visitor.press('communities.join', community),
      await visitor.press('communities.request', community),
    ]) {
      expect([act.status, act.body.said]).toEqual([409, expect.stringContaining('guest')]);
    }
    expect((await visitor.reads<FoundCommunities>('communities.found', { words: 'licensing' })).communities).toEqual(
      [],
    );
  });
});

describe('what waits', () => {
  test('for a facilitator is answered by them, and by nobody else', async () => {
    const { s, fay, asha, ben, create, share, roleIn } = await town();
    const closed = await create(fay, 'Night economy', 'People who look after the night economy', 'request');
    await share(ben, closed);
    const web = await served(s);
    const asker = await web.signedIn(asha);
    const facilitator = await web.signedIn(fay);
    const stranger = await web.signedIn(ben);
    const form = formIn((await asker.press('communities.request', closed)).body.reply);
    const sent = await asker.submit(form.form, form.context, { why: 'I license the bars' });
    expect(saidIn(sent.body.reply)).toContain('Night economy');
    const waiting = async (visitor: Visitor) =>
      (await visitor.reads<{ waiting: readonly Waiting[] }>('communities.waiting')).waiting;
    expect(await waiting(stranger)).toEqual([]);
    const [one] = await waiting(facilitator);
    expect(wordsOf(one?.card ?? cardIn(undefined))).toContain('I license the bars');
    const refused = await stranger.press('communities.accept', one?.id ?? '');
    expect([refused.status, refused.body.said?.length]).toEqual([409, expect.any(Number)]);
    expect(await roleIn(asha, closed)).toBeNull();
    // More is asked first, with words that stand there already.
    const more = formIn((await facilitator.press('communities.ask-more', one?.id ?? '')).body.reply);
    await facilitator.submit(more.form, more.context, { words: 'Which bars would that be?' });
    expect(await waiting(facilitator)).toEqual([]);
    const [asked] = await waiting(asker);
    expect(wordsOf(asked?.card ?? cardIn(undefined))).toContain('Which bars');
    const answer = formIn((await asker.press('communities.answer-more', asked?.id ?? '')).body.reply);
    await asker.submit(answer.form, answer.context, { words: 'Those of the old town' });
    expect(await waiting(asker)).toEqual([]);
    const accepted = await facilitator.press('communities.accept', one?.id ?? '');
    expect(accepted.status).toBe(200);
    expect(await roleIn(asha, closed)).toBe('member');
    expect(await waiting(facilitator)).toEqual([]);
    await s.settle();
  });

  test('for who is invited is theirs to take, on whatever account of theirs', async () => {
    const { s, fay, asha, ben, create, share, roleIn } = await town();
    const hidden = await create(fay, 'Quiet restructure', 'Who goes where in the restructure', 'hidden');
    await share(ben, hidden);
    await s.submit(fay, s.private(fay), 'communities.invite', `${hidden} member`, { people: [ben.ref] });
    const web = await served(s);
    const invited = await web.signedIn(ben);
    const other = await web.signedIn(asha);
    const { waiting } = await invited.reads<{ waiting: readonly Waiting[] }>('communities.waiting');
    expect(waiting).toHaveLength(1);
    const id = waiting[0]?.id ?? '';
    expect((await other.reads<{ waiting: readonly Waiting[] }>('communities.waiting')).waiting).toEqual([]);
    expect((await other.press('communities.take', id)).status).toBe(409);
    expect(saidIn((await invited.press('communities.take', id)).body.reply)).toContain('Quiet restructure');
    expect(await roleIn(ben, hidden)).toBe('member');
    expect((await invited.reads<{ waiting: readonly Waiting[] }>('communities.waiting')).waiting).toEqual([]);
  });

  test('is a question that has answers, until its asker says which one it was', async () => {
    const { s, fay, asha, community, channel, enrol } = await founded();
    await s.command(fay, channel, 'bind');
    await enrol(asha, community);
    await s.say(asha, channel, 'Who licenses a circus?', { addressed: true });
    await s.settle();
    const web = await served(s);
    const visitor = await web.signedIn(asha);
    type Mine = { questions: { id: string; text: string; state: string }[] };
    const mine = await visitor.reads<Mine>('questions.mine');
    expect(mine.questions.map(({ text }) => text)).toEqual(['Who licenses a circus?']);
    const { id } = mine.questions[0] ?? { id: '' };
    expect((await visitor.reads<{ waiting: unknown[] }>('questions.waiting')).waiting).toEqual([]);
    await s.submit(fay, s.private(fay), 'questions.answer', id, { text: 'We do, as a public entertainment' });
    await s.settle();
    const { waiting } = await visitor.reads<{ waiting: readonly Waiting[] }>('questions.waiting');
    expect(waiting.map((one) => one.id)).toEqual([id]);
    const form = formIn((await visitor.press('questions.choose', id)).body.reply);
    const [field] = form.fields;
    const option = field?.field === 'choice' ? field.options[0]?.value : undefined;
    const marked = await visitor.submit(form.form, form.context, { reply: option ?? '' });
    expect(cardIn(marked.body.reply).summary).toBe('That answer is marked, and its author is thanked.');
    expect((await visitor.reads<{ waiting: unknown[] }>('questions.waiting')).waiting).toEqual([]);
    await s.settle();
  });
});
