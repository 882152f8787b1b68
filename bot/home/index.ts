/** The home page: what is mine, put together from the sections that features hand in. */
import type { Block, Card } from '../core/card.ts';
import type { Feature } from '../core/feature.ts';
import type { Me } from '../core/me.ts';
import type { UserRef } from '../core/ref.ts';
import { nothing, tell } from '../core/reply.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, heading } from '../words/fragments.ts';
import { askButton } from '../words/how-to.ts';

/** A feature's part of the page, for one person in their language; about ten rows. */
export type Section = (w: Work, me: Me, t: Translate) => Promise<readonly Block[]>;

export interface HomeNeeds {
  /** In the order of the page. */
  readonly sections: readonly Section[];
  /** The person behind an account; null for one that is unknown or closed. */
  readonly meOf: (w: Work, account: UserRef) => Promise<Me | null>;
  /** A person's accounts that are open. */
  readonly accountsOf: (w: Work, person: string) => Promise<readonly UserRef[]>;
}

/** Fewer than any platform's limit, with room for what a platform adds. */
const BLOCKS = 60;

export function wire({ sections, meOf, accountsOf }: HomeNeeds): Feature {
  async function draw(w: Work, me: Me, t: Translate): Promise<Card> {
    const blocks: Block[] = [heading(t('home.title')), body(t('home.intro')), ...buttons(askButton(t))];
    for (const section of sections) {
      const part = await section(w, me, t);
      if (part.length > 0 && blocks.length + part.length < BLOCKS) blocks.push({ block: 'divider' }, ...part);
    }
    return { summary: t.plain('home.title'), blocks };
  }

  /** The page is the person's: in each of their accounts it is drawn anew when it becomes another's. */
  async function redraw(w: Work, person: string): Promise<void> {
    for (const account of await accountsOf(w, person)) await show(w, person, account);
  }
  const show = (w: Work, person: string, account: UserRef): Promise<void> =>
    w.show(`home:${person}`, { to: account, home: true }, { view: 'home', id: person });

  return {
    name: 'home',
    commands: { home: { handle: async ({ w, me, t }) => tell(await draw(w, me, t)) } },
    async home({ w, me }) {
      await show(w, me.person, me.ref);
      return nothing;
    },
    follows: {
      PeopleJoined: (w, { person }) => redraw(w, person),
      PeopleParted: async (w, { person, other }) => {
        for (const one of [person, other]) await redraw(w, one);
      },
    },
    draws: {
      async home({ w, id, to, t }) {
        if (to.kind !== 'user') return null;
        const me = await meOf(w, { ...to, kind: 'user' });
        // An account that belongs to somebody else by now shows nothing of who had it.
        return me?.person === id ? draw(w, me, t) : null;
      },
    },
  };
}
