/** Accounts that change or close. */
import { expect, test } from 'vitest';
import { createPeopleStore } from '../../prisma/people.ts';
import type { Tx } from '../../prisma/work.ts';
import type { Work } from '../core/work.ts';
import type { Actor } from '../testing/stage.ts';
import { cardOf, meeting, town } from '../testing/town.ts';
import { accounts, personBehind } from './index.ts';

const person = (change: 'changed' | 'deactivated', who: { kind: 'user'; platform: string; id: string }) =>
  ({ kind: 'person', who, change }) as const;

test('a changed profile is asked for again the next time', async () => {
  const { s, fay } = await town();
  const read = () => s.prisma.identity.findFirstOrThrow({ where: { ref: fay.ref.id } });
  expect((await read()).checkedAt).not.toBeNull();
  s.teams.profiles.set(fay.ref.id, { name: 'Fay Olsen-Reid', active: true, guest: false, external: false });
  await s.bring(s.event(fay, s.private(fay), person('changed', fay.ref)));
  expect((await read()).checkedAt).toBeNull();
  await s.command(fay, s.private(fay), 'help');
  expect(await read()).toMatchObject({ name: 'Fay Olsen-Reid' });
});

test('who closes the last account has left, once; with another account they have not', async () => {
  const { s, fay, ben, facts, personOf } = await town();
  const one = await personOf(fay);
  // One person with two accounts.
  await s.prisma.identity.updateMany({ where: { ref: ben.ref.id }, data: { personId: one } });
  const read = <R>(run: (w: Work) => Promise<R>) =>
    s.prisma.$transaction((tx) =>
      run({ people: createPeopleStore(tx, s.clock.now(), () => crypto.randomUUID()) } as Work),
    );
  expect(await read((w) => accounts(w, one))).toEqual([fay.ref, ben.ref]);

  await s.bring(s.event(fay, s.private(fay), person('deactivated', fay.ref)));
  expect(await facts('PersonLeft')).toEqual([]);
  expect(await read((w) => accounts(w, one))).toEqual([ben.ref]);
  expect(await read((w) => personBehind(w, fay.ref))).toBeNull();
  expect(await read((w) => personBehind(w, ben.ref))).toMatchObject({
    person: one,
    name: 'Ben Carter',
    organisationName: 'Brackenford Council',
    outside: false,
  });

  for (let time = 0; time < 2; time += 1) await s.bring(s.event(ben, s.private(ben), person('deactivated', ben.ref)));
  expect(await facts('PersonLeft')).toEqual([{ fact: 'PersonLeft', person: one }]);
  expect((await s.prisma.person.findUniqueOrThrow({ where: { id: one } })).leftAt).toEqual(s.clock.now());
  expect(await read((w) => accounts(w, one))).toEqual([]);
});

test('of two accounts that close as they meet, the second is the last', async () => {
  const { s, fay, ben, personOf } = await town();
  const person = await personOf(fay);
  await s.prisma.identity.updateMany({ where: { ref: ben.ref.id }, data: { personId: person } });
  const closing =
    ({ ref }: Actor) =>
    (tx: Tx) =>
      createPeopleStore(tx, s.clock.now(), () => crypto.randomUUID()).deactivate(ref);
  expect(await meeting(s, closing(fay), closing(ben))).toEqual([
    { person, left: false },
    { person, left: true },
  ]);
});

test('an account that nobody knows changes nothing', async () => {
  const { s, fay, facts } = await town();
  const stranger = { kind: 'user', platform: 'teams', id: 'ashcombe/nobody' } as const;
  for (const change of ['changed', 'deactivated'] as const) {
    expect(await s.bring(s.event(fay, s.private(fay), person(change, stranger)))).toBeNull();
  }
  expect(await facts('PersonLeft')).toEqual([]);
  expect(cardOf(await s.command(fay, s.private(fay), 'help')).summary).not.toBe('');
});
