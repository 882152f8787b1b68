/** Pages in a browser: the way to them, which is told to one person alone. */
import type { Block, Card } from '../core/card.ts';
import type { Feature, Turn } from '../core/feature.ts';
import type { Me } from '../core/me.ts';
import { type Reply, tell } from '../core/reply.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, heading, note } from '../words/fragments.ts';
import { pageButton } from '../words/how-to.ts';
import './session.ts';
import { digestOf, LINK_MINUTES, newToken } from './sessions.ts';

export { createSessions, type Sessions } from './sessions.ts';

/** @param how.url where the pages are, without a slash at the end */
export function wire({ url }: { readonly url: string }): Feature {
  /** A link for this account; an earlier one ends with it. */
  async function give({ w, me, t, event }: Turn): Promise<Reply> {
    const token = newToken();
    const expiresAt = new Date(w.now.getTime() + LINK_MINUTES * 60_000);
    await w.pages.issueLink({ digest: digestOf(token), identity: me.identity, expiresAt });
    // Behind the sign that browsers send to nobody: neither a server's log nor a program that looks at links has it.
    return tell(linkCard(t, `${url}/in#${token}${event.kind === 'action' ? placeOf(event.value) : ''}`));
  }
  return {
    name: 'pages',
    commands: { pages: { handle: give } },
    actions: { 'pages.open': give },
    refuses: {
      MessageDeleted: 'keeps no messages',
      PersonLeft: 'links and sessions end with the account, in the transaction that closes it',
    },
  };
}

/** Places to which a button may lead at once; any other is the beginning. Whether somebody may see what is there is asked there. */
const placeOf = (value: string): string => (/^reports\/[0-9a-f-]{36}(\/\d{1,4})?$/.test(value) ? `/${value}` : '');

/** The way to the pages, on a person's home. */
export const homeSection = async (_w: Work, _me: Me, t: Translate): Promise<readonly Block[]> => [
  heading(t('pages.title')),
  note(t('pages.about')),
  ...buttons(pageButton(t, '')),
];

const linkCard = (t: Translate, url: string): Card => ({
  summary: t.plain('pages.link'),
  blocks: [
    body(t('pages.link')),
    ...buttons({ button: 'link', url, label: t.plain('pages.follow') }),
    note(t('pages.link-note', { minutes: LINK_MINUTES })),
  ],
});
