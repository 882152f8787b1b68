/** Every card and form of passing a question to somebody, for `everyCard`. */
import type { Subject } from '../core/ref.ts';
import type { Reply } from '../core/reply.ts';
import type { Actor } from './stage.ts';
import type { Story } from './story.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * @param see takes what was answered. @param look takes what stands on the platforms now
 * @param typed what people type in place of a few characters
 */
export async function everyPass(
  { s, asha, fay, ben }: Story,
  { see, look }: { see: (reply: Reply | null, form?: string) => Reply | null; look: () => void },
  typed: (short: string) => string,
): Promise<void> {
  const { prisma } = s;
  const community = await sharedByAll(s, fay);
  // Nobody is asked more than three times a week, or at night.
  const aWeekOn = () =>
    s.clock.pass(8 * DAY_MS + ((Date.parse('2026-11-30T11:00:00Z') - s.clock.now().getTime()) % (7 * DAY_MS)));
  const settle = async (): Promise<void> => {
    await s.settle();
    look();
  };
  let asked = 0;
  const ask = async (): Promise<string> => {
    asked += 1;
    const text = typed(`${asked} 12`).slice(0, 2_000);
    await s.submit(asha, s.private(asha), 'questions.ask', '', { community, text });
    await settle();
    return (await prisma.question.findFirstOrThrow({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })).id;
  };
  const press = async (who: Actor, action: string, value: string) =>
    see(await s.press(who, s.private(who), `questions.${action}`, value));
  const pass = async (question: string, to: readonly Actor[], line = '') =>
    see(
      await s.submit(ben, s.private(ben), 'questions.pass', question, { person: to.map(({ ref }) => ref), line }),
      'questions.pass',
    );
  const answer = async (who: Actor, question: string): Promise<string> => {
    await s.submit(who, s.private(who), 'questions.answer', question, { text: typed('13').slice(0, 2_000) });
    return (await prisma.reply.findFirstOrThrow({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })).id;
  };

  // Passed on, and what is wrong with others; not for them.
  aWeekOn();
  const first = await ask();
  await press(ben, 'pass', first);
  await pass('', [fay]);
  const nobody = s.actor('teams', 'ashcombe', 'Fay Olsen 3');
  for (const to of [[], [fay, asha], [ben], [asha], [nobody]]) await pass(first, to);
  await pass(first, [fay], 'x'.repeat(201));
  await pass(first, [fay], typed('14').slice(0, 200));
  await settle();
  await pass(first, [fay]);
  for (const who of [ben, fay]) await press(who, 'not-for-me', first);
  await settle();
  const { personId: by } = await prisma.identity.findFirstOrThrow({ where: { ref: ben.ref.id } });
  await prisma.invitation.createMany({
    data: Array.from({ length: 30 }, (_, at) => ({
      id: crypto.randomUUID(),
      communityId: community,
      platform: 'slack',
      ref: `nobody ${at}`,
      role: 'member',
      invitedBy: by,
      createdAt: s.clock.now(),
      endsAt: s.clock.now(),
      state: 'declined',
    })),
  });
  const second = await ask();
  await pass(second, [fay]);

  // What becomes of it: they answer, somebody else does, it is taken back, it is closed to them.
  aWeekOn();
  await pass(second, [fay]);
  await settle();
  await answer(fay, second);
  await settle();
  aWeekOn();
  const third = await ask();
  await pass(third, [fay]);
  await settle();
  await press(asha, 'useful', await answer(ben, third));
  await settle();
  await press(ben, 'pass', third);
  aWeekOn();
  const fourth = await ask();
  await pass(fourth, [fay]);
  await settle();
  await prisma.identity.updateMany({ where: { ref: fay.ref.id }, data: { guest: true } });
  await s.inbox.afterwards(s.clock.now(), (w) => w.refresh(`pass:${fourth}` satisfies Subject));
  await settle();
  await prisma.identity.updateMany({ where: { ref: fay.ref.id }, data: { guest: false } });
  await press(asha, 'withdraw', fourth);
  await settle();
}

/** An open community that everybody in the story may read. */
export async function sharedByAll(
  { prisma, clock }: Story['s'],
  { ref }: Actor,
  { name, nameKey } = { name: 'Bees', nameKey: 'bees of all' },
): Promise<string> {
  const { personId } = await prisma.identity.findFirstOrThrow({ where: { ref: ref.id } });
  const organisations = await prisma.organisation.findMany({ select: { id: true } });
  const [now, id] = [clock.now(), crypto.randomUUID()];
  await prisma.community.create({
    data: {
      id,
      name,
      nameKey,
      purpose: 'Keeping bees on roofs',
      founderId: organisations[0]?.id ?? '',
      createdBy: personId,
      createdAt: now,
      organisations: {
        create: organisations.map((one) => ({ organisationId: one.id, agreedBy: personId, agreedAt: now })),
      },
    },
  });
  return id;
}
