/** Everything that was put in, to be read by whoever may; what its author withdraws. */
import type { Block, Button, Card } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import type { Me } from '../../core/me.ts';
import { type Reply, tell } from '../../core/reply.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { body, buttons, heading, note, sentence } from '../../words/fragments.ts';
import { redraw } from '../flow.ts';
import type { Needs } from '../needs.ts';
import { offsetIn } from '../paging.ts';
import type { SessionRecord } from '../record.ts';
import { takesPart, viewerOf } from '../viewer.ts';
import { pageOf } from './pages.ts';
import { besides, headOf, insteadOf } from './shown.ts';
import type { Contribution } from './store.ts';

export const listButton = (t: Translate, session: string): Button => ({
  button: 'action',
  action: 'sessions.points',
  value: session,
  label: t.plain('review.writing.read-all'),
});

/** Whether somebody reads what is shown in a session: they have a part in it, or it is told in channels that they may read. */
async function mayReadPoints(w: Work, needs: Needs, me: Me, session: SessionRecord): Promise<boolean> {
  if (takesPart(await viewerOf(w, needs, session, me))) return true;
  return session.place === 'channels' && (await needs.mayRead(w, me, session.community));
}

/** "Read all points": `value` is the session, and how many were read. */
export async function readAll({ w, me, t, event }: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const [id = '', before] = event.value.split('/');
  const offset = offsetIn(before);
  const session = await w.sessions.setup.get(id);
  if (!session || !(await mayReadPoints(w, needs, me, session)))
    throw new Refusal(sentence(t, 'review.writing.list-gone'));
  const all = await w.sessions.writing.contributions(session.id);
  if (all.length === 0) return tell(sentence(t, 'review.writing.list-empty'));
  return tell(await listCard({ w, t, me, session }, all, offset));
}

async function listCard(
  { w, t, me, session }: { w: Work; t: Translate; me: Me; session: SessionRecord },
  all: readonly Contribution[],
  offset: number,
): Promise<Card> {
  const rounds = await w.sessions.writing.rounds(session.id);
  const shown = all.filter(({ status }) => status === 'revealed');
  const page = pageOf(all, offset, ({ text, evidence }) => text.length + evidence.join('').length);
  const rest = all.length - offset - page.length;
  const title = t.plain('review.writing.list-title', { title: session.title, count: shown.length });
  return {
    summary: title,
    blocks: [
      heading(title),
      ...page.flatMap((one): readonly Block[] => {
        const instead = insteadOf(t, one);
        if (instead !== null) return [note(instead)];
        const isOwn = one.author?.person === me.person;
        return [
          {
            block: 'row',
            text: one.text,
            note: headOf(t, session, rounds, one, me.organisation),
            button: isOwn ? withdrawButton(t, one.id) : challengeButton(t, one.id),
          },
          ...besides(t, one),
        ];
      }),
      ...buttons(
        rest > 0 && {
          button: 'action',
          action: 'sessions.points',
          value: `${session.id}/${offset + page.length}`,
          label: t.plain('review.writing.list-more', { count: rest }),
        },
      ),
    ],
  };
}

const challengeButton = (t: Translate, point: string): Button => ({
  button: 'action',
  action: 'sessions.challenge',
  value: point,
  label: t.plain('review.writing.challenge'),
  opens: true,
});

const withdrawButton = (t: Translate, point: string): Button => ({
  button: 'action',
  action: 'sessions.withdraw-point',
  value: point,
  label: t.plain('review.writing.withdraw'),
  style: 'danger',
  confirm: {
    title: t.plain('review.writing.withdraw-sure'),
    text: t.plain('review.writing.withdraw-means'),
    yes: t.plain('review.writing.withdraw'),
    no: t.plain('words.cancel'),
  },
});

/** What somebody wrote under their name they can withdraw. `value`: the point. */
export async function withdrawPoint({ w, me, t, event }: Turn<InboundOf<'action'>>): Promise<Reply> {
  const one = await w.sessions.writing.contribution(event.value);
  if (!one || !(await w.sessions.writing.withdraw(one.id, me.person)))
    return tell(sentence(t, 'review.writing.not-yours'));
  await w.refresh(`session-input:${one.id}`);
  await redraw(w, one.session);
  return tell({
    summary: t.plain('review.writing.withdrawn-done'),
    blocks: [body(t('review.writing.withdrawn-done'))],
  });
}
