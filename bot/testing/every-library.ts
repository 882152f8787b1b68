/** Every card and form of the library: what is added, found, changed, withdrawn and deleted. */
import type { Reply } from '../core/reply.ts';
import type { Story } from './story.ts';

export async function everyLibrary(
  { s, asha, fay, ben, community }: Story,
  see: (reply: Reply | null, form?: string) => Reply | null,
  typed: (short: string) => string,
): Promise<void> {
  const place = s.private(asha);
  for (const kind of ['note', 'link', 'faq', ''])
    for (const values of [
      {},
      { title: '41', text: typed('42'), link: 'https://4.3', tags: '45, 46' },
      // Which page is official is for others to say.
      { title: '41', text: '42', link: 'https://4.3', official: 'https://4.4' },
    ] as Record<string, string>[])
      see(await s.submit(asha, place, 'library.add', '', { community, kind, ...values }), 'library.add');
  const wrong = { community, kind: 'note', title: '1'.repeat(201), text: '4', link: '4', tags: '4'.repeat(41) };
  see(await s.submit(asha, place, 'library.add', '', wrong), 'library.add');
  see(await s.submit(asha, place, 'library.add', '', {}), 'library.add');
  await s.settle();
  for (const value of ['', community]) {
    see(await s.press(asha, place, 'library.list', value));
    see(await s.press(asha, place, 'library.add', value));
  }
  for (const words of ['41', '9']) {
    s.clock.pass(2_000);
    see(await s.command(asha, place, 'library', words));
    see(await s.command(asha, place, 'find', words));
  }
  s.clock.pass(2_000);
  for (const at of [place, s.channel('teams', 'ashcombe', 'Licensing')])
    see(await s.bring(s.event(asha, at, { kind: 'search', of: 'questions', query: '41', by: 'compose' })));
  const [one] = await s.prisma.libraryItem.findMany({ where: { kind: 'faq' } });
  const id = one?.id ?? '';
  const press = async (who: typeof asha, action: string) =>
    see(await s.press(who, s.private(who), `library.${action}`, id));
  await press(ben, 'read');
  await press(ben, 'edit');
  await press(asha, 'edit');
  for (const who of [fay, asha])
    see(
      await s.submit(who, s.private(who), 'library.edit', `${id}/1`, {
        title: '41',
        text: '47',
        official: 'https://4.4',
      }),
      'library.edit',
    );
  for (const action of ['retire', 'read', 'confirm', 'erase', 'read']) await press(fay, action);
}
