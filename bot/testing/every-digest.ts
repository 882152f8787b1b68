/** Every card and form of weekly digests, for `everyCard`. */
import type { Reply } from '../core/reply.ts';
import type { Actor } from './stage.ts';
import type { Story } from './story.ts';

/**
 * @param see takes what was answered. @param look takes what stands on the platforms now
 * @param typed what people type in place of a few characters
 */
export async function everyDigest(
  { s, asha, fay, ben, slackChannel, community }: Story,
  { see, look }: { see: (reply: Reply | null, form?: string) => Reply | null; look: () => void },
  typed: (short: string) => string,
): Promise<void> {
  const { prisma } = s;
  const press = async (who: Actor, action: string, value = community, place = s.private(who)) =>
    see(await s.press(who, place, `digests.${action}`, value));
  const submit = async (form: string, context: string, values: Parameters<typeof s.submit>[4]) =>
    see(await s.submit(fay, s.private(fay), `digests.${form}`, context, values), `digests.${form}`);
  const next = () =>
    prisma.digest.findFirstOrThrow({
      where: { communityId: community, state: { in: ['planned', 'previewed', 'approved'] } },
      orderBy: { week: 'asc' },
    });
  /** On to the next moment at which something happens to it. */
  const goOn = async (): Promise<void> => {
    await s.digests.run();
    const { state, previewAt, sendsAt } = await next();
    s.clock.pass(Math.max(0, (state === 'planned' ? previewAt : sendsAt).getTime() - s.clock.now().getTime()));
    await s.digests.run();
    await s.settle();
    // What is told in working time, a facilitator has by now.
    s.clock.pass(3_600_000);
    await s.settle();
    look();
  };
  const change = (how: 'itself' | 'approved') => submit('change', community, { day: '4', time: '15:00', how });

  // Somebody new who said hello, and somebody whose answer was marked.
  for (const who of [asha, ben]) {
    const { personId } = await prisma.identity.findFirstOrThrow({ where: { ref: who.ref.id } });
    const joined = { joinedAt: s.clock.now(), hello: '9', helloAt: s.clock.now(), hears: 'digest' };
    await prisma.membership.upsert({
      where: { communityId_personId: { communityId: community, personId } },
      create: { communityId: community, personId, role: 'member', ...joined },
      update: joined,
    });
  }
  const reply = await prisma.reply.findFirstOrThrow({ where: { counts: true, deletedAt: null } });
  await prisma.question.update({
    where: { id: reply.questionId },
    data: { state: 'resolved', acceptedId: reply.id, resolvedAt: s.clock.now() },
  });

  // How it comes.
  await press(fay, 'open');
  await press(asha, 'open');
  await press(fay, 'change');
  await submit('change', community, {});
  await change('itself');
  for (const turn of ['off', 'look', 'on', 'look', 'not-this-week']) await press(fay, turn);

  // Shown, changed, sent; and whether it was useful.
  await goOn();
  const first = await next();
  await press(fay, 'edit', first.id);
  await submit('edit', first.id, { intro: 'x '.repeat(60) });
  await submit('edit', first.id, { intro: typed('10').slice(0, 200) });
  await s.settle();
  look();
  await press(fay, 'send', first.id);
  await press(fay, 'edit', first.id);
  await submit('edit', first.id, { intro: '' });
  await s.settle();
  look();
  for (const said of ['yes', 'no', '?']) await press(ben, 'useful', `${first.id} ${said}`, slackChannel);
  await press(fay, 'open');
  await press(asha, 'send', first.id);

  // In private, for who chose it.
  await s.digests.run();
  await s.settle();
  look();
  for (const week of [first.week, '?']) await press(ben, 'own', week);
  see(await s.submit(ben, s.private(ben), 'digests.own', first.week, { keep: [] }), 'digests.own');
  see(await s.submit(ben, s.private(ben), 'digests.own', first.week, {}), 'digests.own');
  await s.settle();
  look();

  // Only when it is approved: approved, skipped by hand, never approved.
  await change('approved');
  await goOn();
  const second = await next();
  await press(fay, 'approve', second.id);
  await press(fay, 'skip', second.id);
  await s.settle();
  look();
  await goOn();
  await goOn();
  await goOn();

  // Nothing is left to tell: known when it was shown, and not.
  await change('itself');
  await goOn();
  await prisma.question.updateMany({
    where: { communityId: community },
    data: { openedAt: new Date(0), createdAt: new Date(0), resolvedAt: new Date(0) },
  });
  await prisma.reply.updateMany({ data: { createdAt: new Date(0), saidAt: new Date(0) } });
  await goOn();
  const { id: empty } = await next();
  await goOn();
  await press(fay, 'send', empty);
  await goOn();
  look();
}
