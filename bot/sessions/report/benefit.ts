/** What a review brought: its sponsor is asked once, when it is closed, and what they say is given back in its report where they let it. */
import { askBy } from '../../core/attention.ts';
import { type Card, isTicked } from '../../core/card.ts';
import { type Drawer, Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import type { UserRef } from '../../core/ref.ts';
import { ask, invalid, type Reply, replace, tell } from '../../core/reply.ts';
import { plain } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { body, buttons, note, sentence } from '../../words/fragments.ts';
import { DAY_MS } from '../../words/zone.ts';
import type { Needs } from '../needs.ts';
import { paragraphField, tooLong, written } from '../outcome/fields.ts';
import type { SessionRecord } from '../record.ts';
import { viewerOf } from '../viewer.ts';
import { detectorIn } from './access.ts';

/** What is asked: what was done with it, and what is different since. One of the two is enough. */
const BOXES = ['applied', 'realised'] as const;
/** Where there is no room for it among what somebody is asked, it is not asked any more after so long. */
const ASKED_FOR_MS = 30 * DAY_MS;

/** Where there is nobody who answers for it, nobody is asked. */
export async function askBenefit(w: Work, session: SessionRecord): Promise<void> {
  const people = await w.sessions.setup.people(session.id);
  const sponsors = people.filter(({ parts, left }) => parts.includes('sponsor') && !left);
  const accounts: UserRef[] = [];
  for (const { person } of sponsors) {
    const to = await w.sessions.setup.accountFor(session.id, person);
    if (to) accounts.push(to);
  }
  if (accounts.length === 0 || !(await w.sessions.report.askBenefit(session.id))) return;
  const attention = askBy(new Date(w.now.getTime() + ASKED_FOR_MS));
  for (const to of accounts)
    await w.show(`session-benefit:${session.id}`, { to, attention }, { view: 'sessions.benefit', id: session.id });
}

/** `id`: the session. */
export const benefitView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const session = await w.sessions.setup.get(id);
    const me = to.kind === 'user' ? await needs.meOf(w, { ...to, kind: 'user' }) : null;
    if (!session || !me) return null;
    if (!(await viewerOf(w, needs, session, me)).roles.includes('sponsor'))
      return there ? sentence(t, 'review.report.not-yours') : null;
    const benefit = await w.sessions.report.benefit(id);
    if (!benefit) return null;
    return benefitCard(t, session, benefit.by !== null);
  };

function benefitCard(t: Translate, { id, title }: Pick<SessionRecord, 'id' | 'title'>, isAnswered: boolean): Card {
  const said = t(isAnswered ? 'review.report.benefit-said' : 'review.report.benefit-asked', { title });
  const press = (action: string) => ({ button: 'action' as const, action, value: id });
  return {
    summary: plain(said),
    blocks: [
      body(said),
      ...buttons(
        {
          ...press('sessions.benefit'),
          label: t.plain(isAnswered ? 'review.report.benefit-change' : 'review.report.benefit-say'),
          opens: true,
          ...(!isAnswered && { style: 'primary' as const }),
        },
        !isAnswered && { ...press('sessions.benefit-none'), label: t.plain('review.report.benefit-none') },
      ),
      note(t('review.report.benefit-why')),
    ],
  };
}

/** One whose sponsor acts, and who was asked. @throws Refusal */
async function asked({ w, me, t }: Turn, needs: Needs, id: string) {
  const session = await w.sessions.setup.hold(id);
  const benefit = session && (await w.sessions.report.benefit(id));
  // Whoever said it takes it back also where another is the sponsor by now.
  const isTheirs =
    benefit?.by === me.person || (session && (await viewerOf(w, needs, session, me)).roles.includes('sponsor'));
  if (!session || !benefit || !isTheirs) throw new Refusal(sentence(t, 'review.report.not-yours'));
  return { session, benefit };
}

export const openBenefit =
  (needs: Needs) =>
  async (turn: Turn<InboundOf<'action'>>): Promise<Reply> => {
    const { t, me, event } = turn;
    const { session, benefit } = await asked(turn, needs, event.value);
    // What another kept to themselves is not theirs to read.
    const own = benefit.by === me.person ? benefit : null;
    const box = (name: (typeof BOXES)[number]) =>
      paragraphField(
        t,
        { name, label: `review.report.benefit-${name}`, hint: `review.report.benefit-${name}-hint`, optional: true },
        own?.[name],
      );
    return ask({
      form: 'sessions.benefit',
      context: session.id,
      title: t.plain('review.report.benefit-title'),
      intro: t('review.report.benefit-intro', { title: session.title }),
      fields: [
        ...BOXES.map(box),
        {
          field: 'tick',
          name: 'shown',
          label: t.plain('review.report.benefit-shown'),
          optional: true,
          ...(own?.shown && { value: true }),
        },
      ],
      submit: t.plain('review.report.benefit-submit'),
      cancel: t.plain('words.cancel'),
    });
  };

export const sayBenefit =
  (needs: Needs) =>
  async (turn: Turn<InboundOf<'submission'>>): Promise<Reply> => {
    const { w, me, t, event } = turn;
    const { session } = await asked(turn, needs, event.context);
    const said = { applied: written(event.values.applied), realised: written(event.values.realised) };
    const shown = isTicked(event.values.shown);
    const problems = tooLong(t, said, {});
    if (said.applied === '' && said.realised === '') problems.applied = t.plain('review.report.benefit-missing');
    const find = await detectorIn(w, session.id, Object.values(said));
    for (const name of BOXES) {
      // What stands in a report was looked through before, and so is this.
      const found = shown ? find(said[name]).map(({ text }) => text) : [];
      if (found.length > 0) problems[name] = t.plain('review.report.benefit-names', { found: found.join(', ') });
    }
    if (Object.keys(problems).length > 0) return invalid(problems);
    await w.sessions.report.sayBenefit(session.id, { ...said, shown, by: me.person });
    await w.refresh(`session-benefit:${session.id}`);
    return tell(sentence(t, shown ? 'review.report.benefit-thanks-shown' : 'review.report.benefit-thanks'));
  };

export const benefitNone =
  (needs: Needs) =>
  async (turn: Turn<InboundOf<'action'>>): Promise<Reply> => {
    const { w, me, t, event } = turn;
    const { session, benefit } = await asked(turn, needs, event.value);
    // Another of those who answer for it may have said something since.
    if (benefit.by === null)
      await w.sessions.report.sayBenefit(session.id, { applied: '', realised: '', shown: false, by: me.person });
    await w.refresh(`session-benefit:${session.id}`);
    return replace(sentence(t, 'review.report.benefit-thanks'));
  };
