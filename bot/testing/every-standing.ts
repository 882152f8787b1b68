/** Every card and form of how far answers may be trusted, for `everyCard`. */
import type { Reply } from '../core/reply.ts';
import { sharedByAll } from './every-pass.ts';
import type { Actor } from './stage.ts';
import type { Story } from './story.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * @param see takes what was answered. @param look takes what stands on the platforms now
 * @param typed what people type in place of a few characters
 */
export async function everyStanding(
  { s, asha, fay, ben }: Story,
  { see, look }: { see: (reply: Reply | null, form?: string) => Reply | null; look: () => void },
  typed: (short: string) => string,
): Promise<void> {
  const { prisma } = s;
  const community = await sharedByAll(s, fay, { name: 'Bees', nameKey: 'bees that are judged' });
  const later = async (days: number): Promise<void> => {
    for (let day = 0; day < days; day += 1) {
      s.clock.pass(DAY_MS);
      await s.reviews.look();
    }
    await s.settle();
    look();
  };
  const person = async (who: Actor) =>
    (await prisma.identity.findFirstOrThrow({ where: { ref: who.ref.id } })).personId;
  const press = async (who: Actor, action: string, value: string) =>
    see(await s.press(who, s.private(who), `standing.${action}`, value));
  const submit = async (who: Actor, form: string, context: string, values: Parameters<typeof s.submit>[4]) =>
    see(await s.submit(who, s.private(who), `standing.${form}`, context, values), `standing.${form}`);

  await prisma.membership.create({
    data: { communityId: community, personId: await person(fay), role: 'lead', joinedAt: s.clock.now() },
  });
  // A question, one answer, and nobody who is a member yet.
  const asked = await s.submit(asha, s.private(asha), 'questions.ask', '', { community, text: typed('15 9') });
  if (asked?.kind === 'tell') await s.settle();
  const draft = await prisma.question.findFirst({
    where: { state: 'drafted', resolvedAt: null },
    orderBy: { createdAt: 'desc' },
  });
  if (draft) await s.press(asha, s.private(asha), 'questions.post', `${draft.id}/${community}`);
  const question = await prisma.question.findFirstOrThrow({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
  await s.submit(ben, s.private(ben), 'questions.answer', question.id, { text: typed('16') });
  const { id: answer } = await prisma.reply.findFirstOrThrow({ where: { questionId: question.id } });
  see(await s.press(asha, s.private(asha), 'questions.read', question.id));
  for (const who of [ben, fay]) await press(who, 'about', answer);
  const known = { person: await person(ben), asker: await person(asha) };
  await prisma.membership.deleteMany({ where: { communityId: community, personId: { in: Object.values(known) } } });
  await press(asha, 'back', answer);
  for (const personId of Object.values(known))
    await prisma.membership.create({
      data: { communityId: community, personId, role: 'member', joinedAt: s.clock.now() },
    });
  await press(ben, 'about', '1');
  await s.press(asha, s.private(asha), 'questions.useful', answer);
  await s.settle();
  look();

  // Backed, and not any more.
  for (const action of ['back', 'about', 'unback']) await press(asha, action, answer);
  await press(ben, 'back', answer);

  // Who may vet.
  await press(asha, 'validators', community);
  for (const action of ['validators', 'name']) await press(fay, action, community);
  await press(fay, 'validators', '1');
  const nobody = s.actor('teams', 'ashcombe', 'Fay Olsen 4');
  for (const [people, role] of [
    [[], '17'],
    [[nobody.ref], '17'],
    [[fay.ref], ''],
    [[fay.ref], '18 '.repeat(40)],
    [[fay.ref], '17'],
    [[asha.ref], '17'],
  ] as const)
    await submit(fay, 'name', community, { person: people, role });
  await later(1);
  await press(fay, 'validators', community);

  // Vetted: what is missing, and what is right.
  await press(fay, 'vet', answer);
  const { version } = await prisma.reply.findFirstOrThrow({ where: { id: answer } });
  const day = new Date(s.clock.now().getTime() + 30 * DAY_MS).toISOString().slice(0, 10);
  await submit(fay, 'vet', `${answer}/${version}`, { until: '2020-01-01' });
  const all = {
    right: 'yes',
    format: 'yes',
    accessible: 'yes',
    source: typed('19').slice(0, 300),
    role: '20',
    until: day,
  };
  await submit(fay, 'vet', `${answer}/0`, all);
  await submit(fay, 'vet', `${answer}/${version}`, { ...all, source: 'x'.repeat(301), role: 'x'.repeat(81) });
  await submit(fay, 'vet', `${answer}/${version}`, all);
  await s.settle();
  look();
  for (const who of [asha, fay]) await press(who, 'about', answer);

  // Disputed, taken back, disputed again, and answered.
  for (const who of [ben, asha]) await press(who, 'dispute', answer);
  for (const reason of ['', 'x'.repeat(501), typed('21').slice(0, 500), '22'])
    await submit(asha, 'dispute', answer, { reason });
  const open = () => prisma.standingDispute.findFirstOrThrow({ where: { settledAt: null } });
  await later(4);
  await press(asha, 'take-back', (await open()).id);
  await press(asha, 'take-back', '1');
  await submit(asha, 'dispute', answer, { reason: typed('23').slice(0, 500) });
  await later(4);
  const { id } = await open();
  for (const who of [asha, ben]) await press(who, 'settle', id);
  await press(fay, 'vet', answer);
  await press(fay, 'still-right', answer);
  await press(fay, 'queue', '');
  const answers: readonly Record<string, string>[] = [
    {},
    { answer: 'x'.repeat(501), verdict: 'stands' },
    { answer: '24' },
    { answer: typed('24').slice(0, 500), verdict: 'stands' },
    { answer: '24', verdict: 'stands' },
  ];
  for (const values of answers) await submit(ben, 'settle', id, values);
  await later(4);
  await press(ben, 'about', answer);

  // Due, looked at, past its day.
  await later(30);
  await press(fay, 'queue', '');
  see(await s.command(fay, s.private(fay), 'home'));
  await later(31);
  await press(fay, 'about', answer);
  await press(fay, 'still-right', answer);

  // The official page, and the end of it.
  await press(fay, 'link', answer);
  for (const address of ['25', 'https://example.org/26']) await submit(fay, 'link', answer, { address });
  await press(fay, 'about', answer);
  for (const action of ['unlink', 'withdraw', 'about', 'restore', 'still-right']) await press(fay, action, answer);
  await press(fay, 'queue', '');
  await press(asha, 'resign', community);
  await press(asha, 'resign', community);
  const [left] = await prisma.validator.findMany();
  await press(fay, 'unname', `${community}/${left?.identityId}`);
  await s.settle();
  look();

  await s.settle();
  look();
}
