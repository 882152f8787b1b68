/** A community's calendar: its founder organisation's, until its lead changes it; nobody else can. */
import { expect, test } from 'vitest';
import { story } from '../testing/story.ts';
import { toldBy } from '../testing/town.ts';
import { communityCalendar, personCalendar } from './index.ts';

test('a lead changes zone and bank holidays, and sees what was chosen', async () => {
  const { s, fay, community } = await story();
  const home = s.private(fay);
  const form = await s.command(fay, home, 'calendar');
  expect(form).toMatchObject({ kind: 'ask', form: { form: 'calendars.change', context: community } });
  const [zone, holidays] = form?.kind === 'ask' ? form.form.fields : [];
  expect([zone, holidays]).toMatchObject([{ value: { value: 'Europe/London' } }, { value: 'england-and-wales' }]);
  const said = await s.submit(fay, home, 'calendars.change', community, {
    zone: 'Europe/Dublin',
    holidays: 'scotland',
  });
  expect(toldBy(said)).toContain('Licensing now works by Dublin time. Bank holidays: Scotland.');
  const again = await s.command(fay, home, 'calendar', 'licensing');
  expect(again).toMatchObject({
    kind: 'ask',
    form: { fields: [{ value: { value: 'Europe/Dublin' } }, { value: 'scotland' }] },
  });
});

test('what is no zone and no holidays is said by field, and nothing is changed', async () => {
  const { s, fay, community } = await story();
  const said = await s.submit(fay, s.private(fay), 'calendars.change', community, { zone: 'Mars', holidays: 'x' });
  expect(said).toMatchObject({ kind: 'invalid' });
  expect(said?.kind === 'invalid' && Object.keys(said.problems)).toEqual(['zone', 'holidays']);
  expect(await s.prisma.community.findFirst()).toMatchObject({ zone: 'Europe/London', holidays: null });
});

test('nobody else does: a member, a facilitator, somebody from another organisation, a lead of before', async () => {
  const { s, asha, ben, fay, community } = await story();
  await s.command(asha, s.private(asha), 'join', 'licensing');
  const values = { zone: 'Europe/Dublin', holidays: 'scotland' };
  for (const actor of [asha, ben]) {
    expect(toldBy(await s.command(actor, s.private(actor), 'calendar', 'licensing'))).toContain('changed by its lead');
    expect(toldBy(await s.press(actor, s.private(actor), 'calendars.open', community))).toContain(
      'changed by its lead',
    );
    expect(await s.submit(actor, s.private(actor), 'calendars.change', community, values)).toMatchObject({
      kind: 'invalid',
    });
  }
  await s.prisma.membership.updateMany({ data: { role: 'facilitator' } });
  expect(await s.submit(fay, s.private(fay), 'calendars.change', community, values)).toMatchObject({ kind: 'invalid' });
  expect(await s.submit(fay, s.private(fay), 'calendars.change', 'nonsense', values)).toMatchObject({
    kind: 'invalid',
  });
  expect(await s.prisma.community.findFirst()).toMatchObject({ zone: 'Europe/London', holidays: null });
});

test('a community has its founder’s holidays, a person their account’s zone and their organisation’s holidays', async () => {
  const { s, ben, community } = await story();
  await s.prisma.organisation.updateMany({ data: { holidays: 'northern-ireland' } });
  await s.prisma.identity.updateMany({ where: { ref: ben.ref.id }, data: { zone: 'Asia/Kathmandu' } });
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: ben.ref.id } });
  await s.inbox.afterwards(s.clock.now(), async (w) => {
    expect(await communityCalendar(w, community)).toMatchObject({
      zone: 'Europe/London',
      holidays: 'northern-ireland',
    });
    expect(await communityCalendar(w, 'nonsense')).toBeNull();
    expect(await personCalendar(w, personId)).toMatchObject({
      zone: 'Asia/Kathmandu',
      holidays: 'northern-ireland',
      quiet: null,
    });
  });
});
