/** Being in a community and being in its channels, kept in step in each direction, and the difference shown. */
import { describe, expect, test } from 'vitest';
import { ChatError } from '../core/chat.ts';
import type { Actor, Place } from '../testing/stage.ts';
import { cardFor, cardOf, founded, make, postedTo, pressOn, toldBy, typesCode } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const MINUTE = 60_000;
const DAY = 24 * 3_600_000;
type Keeping = 'apart' | 'channel' | 'community';

/** Licensing with Fay's channel in Teams and Ben's in Slack; Bo works where Ben does and is in neither. */
async function bound(keeping: Keeping = 'apart') {
  const all = await founded();
  const { s, fay, ben, code, channel, theirs, community } = all;
  await s.command(fay, channel, 'bind', 'licensing');
  await typesCode(s, ben, theirs, await code());
  const bo = s.actor('slack', 'brackenford', 'Bo Listens');
  await s.command(bo, s.private(bo), 'help');
  await s.settle();
  const chatOf = (who: Actor) => (who.ref.platform === 'slack' ? s.slack : s.teams);
  s.teams.rosters.set(channel.ref.id, [fay.ref]);
  s.slack.rosters.set(theirs.ref.id, [ben.ref]);
  const choose = (how: Keeping) => s.submit(fay, s.private(fay), 'communities.keeping', community, { keeping: how });
  if (keeping !== 'apart') await choose(keeping);
  const look = async (ms = MINUTE) => {
    s.clock.pass(ms);
    await s.inStep.look();
    await s.settle();
  };
  await look();
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
  const moves = async (who: Actor, place: Place, change: 'joined' | 'left', how: { alone?: true } = {}) => {
    const { rosters } = chatOf(who);
    const others = (rosters.get(place.ref.id) ?? []).filter(({ id }) => id !== who.ref.id);
    rosters.set(place.ref.id, change === 'joined' ? [...others, who.ref] : others);
    await s.bring(s.event(who, place, { kind: 'member', who: who.ref, change, ...how }));
    await look();
  };
  return {
    ...all,
    bo,
    choose,
    look,
    /** Comes by their own doing, as Slack says it. */
    comes: (who: Actor, place: Place) => moves(who, place, 'joined', { alone: true }),
    isBrought: (who: Actor, place: Place) => moves(who, place, 'joined'),
    goes: (who: Actor, place: Place) => moves(who, place, 'left'),
    heard: (who: Actor) => postedTo(chatOf(who), who).join('\n'),
    difference: async (who: Actor) => cardOf(await s.press(who, s.private(who), 'communities.difference', community)),
  };
}

describe('apart', () => {
  test('who comes and goes stays what they are; the difference is shown to who looks after it', async () => {
    const { s, fay, asha, ben, bo, theirs, community, enrol, roleIn, comes, goes, heard, difference } = await bound();
    await enrol(asha, community);
    await comes(bo, theirs);
    expect(await roleIn(bo, community)).toBeNull();
    expect(heard(bo)).toBe('');
    const card = await difference(fay);
    expect(wordsOf(card)).toContain('Kept apart');
    // Fay is in her channel; Ben, who bound the other, is a member.
    expect(wordsOf(card)).toContain('1 person. All are members.');
    expect(wordsOf(card)).toContain('2 people. 1 of them is not a member.');
    expect(wordsOf(card)).toContain('1 member is in none of these channels: Asha Verma');
    // Who is in another organisation's channel is a number.
    expect(wordsOf(card)).not.toContain('Bo Listens');
    expect(wordsOf(cardOf(await s.press(fay, s.private(fay), 'communities.manage', community)))).toContain(
      'Kept apart. 1 person in its channels is not a member; 1 member is in no channel.',
    );
    await enrol(ben, community, 'facilitator');
    expect(wordsOf(await difference(ben))).toContain('Not members: Bo Listens');
    await enrol(bo, community);
    await goes(bo, theirs);
    expect(await roleIn(bo, community)).toBe('member');
    for (const actor of [asha, bo])
      expect(toldBy(await s.press(actor, s.private(actor), 'communities.difference', community))).toContain('Only');
  });

  test('a channel that its platform does not count says so, and one that is off is not counted', async () => {
    const { s, fay, ben, theirs, community, look, difference } = await bound();
    await s.command(ben, theirs, 'unbind');
    s.slack.rosters.clear();
    await typesCode(
      s,
      ben,
      theirs,
      toldBy(await s.command(fay, s.private(fay), 'code', 'licensing')).match(/[A-Z2-9]{5}-[A-Z2-9]{5}/)?.[0] ?? '',
    );
    await look();
    expect(wordsOf(await difference(fay))).toContain('Not counted yet');
    s.slack.rosters.set(theirs.ref.id, [ben.ref]);
    await s.command(ben, theirs, 'mode', 'off');
    await look(DAY);
    expect(wordsOf(await difference(fay))).toContain('Not counted yet');
    await s.command(ben, theirs, 'mode', 'mention');
    await look();
    expect(wordsOf(await difference(fay))).not.toContain('Not counted yet');
    expect(community).toBeTruthy();
  });

  test('everybody in a channel is invited by one press, each once; guests, other apps and members are not', async () => {
    const { s, fay, asha, gil, channel, community, enrol, roleIn, look, heard, difference } = await bound();
    await enrol(asha, community);
    const mo = s.actor('teams', 'ashcombe', 'Mo New');
    const app = s.actor('teams', 'ashcombe', 'Another app');
    s.teams.profiles.set(app.ref.id, { name: 'Another app', active: false, guest: false, external: false });
    s.teams.rosters.set(
      channel.ref.id,
      [fay, asha, gil, mo, app].map(({ ref }) => ref),
    );
    await look(DAY);
    const card = await difference(fay);
    expect(wordsOf(card)).toContain('5 people. 3 of them are not members.');
    const invite = buttonsOf(card).find(({ action }) => action === 'communities.invite-channel');
    if (!invite) throw new Error('nobody can be invited');
    expect(toldBy(await s.press(asha, s.private(asha), invite.action, invite.value))).toContain('Only');
    expect(toldBy(await pressOn(s, fay, card, 'Invite them'))).toContain('I am inviting 3 people');
    await look();
    await s.press(fay, s.private(fay), invite.action, invite.value);
    await look();
    expect(postedTo(s.teams, mo)).toHaveLength(1);
    for (const actor of [asha, gil, app]) expect(heard(actor)).not.toContain('invites you');
    // Whom nobody has met learns the name by looking.
    const which = cardOf(await pressOn(s, mo, cardFor(s, mo, 'invites you'), 'See which'));
    await pressOn(s, mo, which, 'Yes, gladly');
    expect(await roleIn(mo, community)).toBe('member');
    // It is not of the thirty that Fay may send in a day.
    expect(await s.prisma.invitation.count({ where: { channelId: { not: null } } })).toBe(1);
  });
});

describe('the channel leads', () => {
  test('who comes by themselves is in it and told so, with a way out; who is brought is invited, once', async () => {
    const { s, bo, theirs, community, roleIn, comes, isBrought, goes, heard } = await bound('channel');
    await comes(bo, theirs);
    expect(await roleIn(bo, community)).toBe('member');
    expect(heard(bo)).toContain('You came into licensing, so you are in Licensing as well.');
    await pressOn(s, bo, cardFor(s, bo, 'You came into licensing'), 'Leave');
    expect(await roleIn(bo, community)).toBeNull();

    const kim = s.actor('slack', 'brackenford', 'Kim Brought');
    await isBrought(kim, theirs);
    expect(heard(kim)).toContain('invites you');
    const which = cardOf(await pressOn(s, kim, cardFor(s, kim, 'invites you'), 'See which'));
    await pressOn(s, kim, which, 'No, thank you');
    await goes(kim, theirs);
    await isBrought(kim, theirs);
    expect(postedTo(s.slack, kim).filter((words) => words.includes('invites you'))).toHaveLength(0);
    expect(await roleIn(kim, community)).toBeNull();
  });

  test('who leaves the last channel leaves it; not who has another, nor who looks after it', async () => {
    const { s, fay, ben, bo, channel, theirs, community, enrol, roleIn, comes, goes, heard, code } =
      await bound('channel');
    const second = s.channel('slack', 'brackenford', 'licensing-events');
    s.slack.rosters.set(second.ref.id, [ben.ref]);
    await typesCode(s, ben, second, await code());
    await comes(bo, theirs);
    await comes(bo, second);
    await goes(bo, theirs);
    expect(await roleIn(bo, community)).toBe('member');
    await goes(bo, second);
    expect(await roleIn(bo, community)).toBeNull();
    expect(heard(bo)).toContain('You left licensing-events, the last channel of Licensing that you were in');
    await pressOn(s, bo, cardFor(s, bo, 'You left licensing-events'), 'Join');
    expect(await roleIn(bo, community)).toBe('member');
    await goes(fay, channel);
    expect(await roleIn(fay, community)).toBe('lead');
    // Whoever was never in one stays.
    await enrol(ben, community);
    await s.command(ben, theirs, 'unbind');
    expect(await roleIn(ben, community)).toBe('member');
  });

  test('what no event said is found by counting, and a platform that forgets half of a channel ends nothing', async () => {
    const { s, fay, channel, community, enrol, roleIn, look } = await bound('channel');
    const people = Array.from({ length: 12 }, (_, at) => s.actor('teams', 'ashcombe', `Pat ${at}`));
    for (const one of people) {
      await s.command(one, s.private(one), 'help');
      await enrol(one, community);
    }
    const roster = (all: readonly Actor[]) =>
      s.teams.rosters.set(
        channel.ref.id,
        [fay, ...all].map(({ ref }) => ref),
      );
    const isIn = async () => (await Promise.all(people.map((one) => roleIn(one, community)))).filter(Boolean).length;
    roster(people);
    await look(DAY);
    roster(people.slice(0, 4));
    await look(DAY);
    expect(await isIn()).toBe(12);
    roster(people);
    await look(DAY);
    s.teams.failNext('roster', new ChatError('fault', 'half_of_it'));
    await look(DAY);
    roster([]);
    s.teams.rosters.set(channel.ref.id, []);
    await look(DAY);
    expect(await isIn()).toBe(12);
    roster(people.slice(2));
    await look(DAY);
    expect(await isIn()).toBe(10);
    // Who is new in it is invited: nobody says who brought them.
    const mo = s.actor('teams', 'ashcombe', 'Mo New');
    roster([...people.slice(2), mo]);
    await look(DAY);
    await look(DAY);
    expect(postedTo(s.teams, mo).join()).toContain('invites you');
  });

  test('nobody gets into one that is not open by being brought into its channel: who looks after it is told', async () => {
    const { s, fay, ben, bo, theirs, community, roleIn, comes, heard, look } = await bound('channel');
    make(s.slack, theirs, { opens: 'members' });
    await s.prisma.channel.updateMany({ data: { opens: 'members' } });
    await s.prisma.community.update({ where: { id: community }, data: { access: 'request' } });
    await comes(bo, theirs);
    expect(await roleIn(bo, community)).toBeNull();
    expect(heard(bo)).toBe('');
    await look(DAY);
    expect(heard(fay)).toContain('1 person in licensing can read what is shown there and is not in Licensing');
    expect(heard(ben)).not.toContain('can read what is shown');
  });

  test('a guest who comes in is neither taken in nor asked', async () => {
    const { s, gil, channel, community, roleIn, comes, isBrought, heard } = await bound('channel');
    await comes(gil, channel);
    expect(await roleIn(gil, community)).toBeNull();
    const lu = s.actor('teams', 'ashcombe', 'Lu Guest');
    s.teams.profiles.set(lu.ref.id, { name: 'Lu Guest', active: true, guest: true, external: false });
    await isBrought(lu, channel);
    expect([heard(gil), heard(lu)]).toEqual(['', '']);
  });
});

describe('the community leads', () => {
  test('who joins is brought into their organisation’s channel, once; who leaves is taken out of a private one', async () => {
    const { s, bo, theirs, community, look } = await bound('community');
    make(s.slack, theirs, { opens: 'members' });
    await s.prisma.channel.updateMany({ where: { ref: theirs.ref.id }, data: { opens: 'members' } });
    await s.press(bo, s.private(bo), 'communities.join', community);
    s.slack.failNext('bring', new ChatError('busy', 'ratelimited', 90_000));
    await look();
    expect(s.slack.moved).toEqual([]);
    await look(2 * MINUTE);
    await look();
    expect(s.slack.moved).toEqual([{ user: bo.ref.id, place: theirs.ref.id, is: 'brought' }]);
    await s.press(bo, s.private(bo), 'communities.leave', community);
    await look();
    await look();
    expect(s.slack.moved.map(({ is }) => is)).toEqual(['brought', 'taken out']);
  });

  test('who changes their mind before it is done is left where they are', async () => {
    const { s, bo, theirs, community, look, comes } = await bound('community');
    await s.press(bo, s.private(bo), 'communities.join', community);
    await s.press(bo, s.private(bo), 'communities.leave', community);
    await look();
    expect(s.slack.moved).toEqual([]);
    // Who is in it already is not brought.
    await comes(bo, theirs);
    await s.press(bo, s.private(bo), 'communities.join', community);
    await look();
    expect(s.slack.moved).toEqual([]);
  });

  test('who leaves while they are being brought in is taken out again', async () => {
    const { s, bo, theirs, community, look } = await bound('community');
    await s.prisma.channel.updateMany({ where: { ref: theirs.ref.id }, data: { opens: 'members' } });
    await s.press(bo, s.private(bo), 'communities.join', community);
    const { bring } = s.slack;
    s.slack.bring = async (user, into) => {
      await s.press(bo, s.private(bo), 'communities.leave', community);
      return bring(user, into);
    };
    await look();
    await look();
    expect(s.slack.moved.map(({ is }) => is)).toEqual(['brought', 'taken out']);
  });

  test('an app that is away for days is tried again within an hour', async () => {
    const { s, bo, community, look } = await bound('community');
    await s.press(bo, s.private(bo), 'communities.join', community);
    for (let tries = 0; tries < 70; tries += 1) {
      s.slack.failNext('bring', new ChatError('busy', 'not_installed', MINUTE));
      await look(65 * MINUTE);
    }
    await look(65 * MINUTE);
    expect(s.slack.moved).toHaveLength(1);
  });

  test('where the platform lets nobody be moved, the person hears where it is, and who looks after it that somebody is still there', async () => {
    const { s, fay, asha, channel, community, comes, look, heard } = await bound('community');
    await s.press(asha, s.private(asha), 'communities.join', community);
    await look();
    expect(heard(asha)).toContain('Licensing talks in Licensing (Ashcombe Council). I could not add you there');
    await comes(asha, channel);
    await s.prisma.channel.updateMany({ data: { opens: 'members' } });
    await s.press(asha, s.private(asha), 'communities.leave', community);
    await look();
    await look(DAY);
    expect(heard(fay)).toContain('Asha Verma has left Licensing and can still open Licensing.');
  });

  test('a channel that anybody can open, or that is bound no more, is left alone', async () => {
    const { s, ben, bo, theirs, community, comes, look } = await bound('community');
    await comes(bo, theirs);
    await s.press(bo, s.private(bo), 'communities.join', community);
    await s.prisma.channel.updateMany({ where: { ref: theirs.ref.id }, data: { opens: 'workspace' } });
    await s.press(bo, s.private(bo), 'communities.leave', community);
    await look();
    await s.press(ben, s.private(ben), 'communities.join', community);
    await s.command(ben, theirs, 'unbind');
    await look();
    expect(s.slack.moved).toEqual([]);
  });
});

test('its lead and deputy choose, and those who look after it hear of that', async () => {
  const { s, fay, asha, community, enrol, choose, look, heard } = await bound();
  await enrol(asha, community, 'facilitator');
  const as = (who: Actor) => s.press(who, s.private(who), 'communities.keeping', community);
  expect(toldBy(await as(asha))).toContain('Only the lead');
  expect(await as(fay)).toMatchObject({ kind: 'ask', form: { form: 'communities.keeping' } });
  expect(toldBy(await choose('channel'))).toContain('The channels lead');
  await look(DAY);
  expect(heard(asha)).toContain(
    'Fay Olsen changed how members and channels of Licensing are kept in step. The channels lead',
  );
  expect(await s.submit(fay, s.private(fay), 'communities.keeping', community, { keeping: 'nonsense' })).toMatchObject({
    kind: 'invalid',
  });
});

test('what was told of a channel names the community no more once it is hidden', async () => {
  const { s, fay, bo, theirs, community, comes, goes, heard } = await bound('channel');
  await comes(bo, theirs);
  await goes(bo, theirs);
  expect(heard(bo)).toContain('the last channel of Licensing');
  await s.prisma.channel.updateMany({ data: { opens: 'members' } });
  await s.submit(fay, s.private(fay), 'communities.access', community, { access: 'hidden' });
  await s.redraw.next();
  await s.settle();
  expect(heard(bo)).toContain('You left a channel');
  expect(heard(bo)).not.toContain('Licensing');
});
