/** People who write in a session as they do: pressing the button, going through the form's steps, handing in. */

import type { Card, Form } from '../../core/card.ts';
import type { PrivateReply } from '../../core/private.ts';
import { sessionFlow } from '../../features.ts';
import type { Actor, Stage } from '../../testing/stage.ts';
import { cardOf } from '../../testing/town.ts';
import { wordsOf } from '../../testing/words-of.ts';
import { createWords } from '../../words/catalogue.ts';
import { rolesOf } from '../viewer.ts';
import { createWriting } from '../writing/index.ts';
import type { Typed } from '../writing/points.ts';
import type { Scene } from './scene.ts';

/** A private press or submission, in private with the bot. */
export const pressed = (s: Stage, who: Actor, action: string, value: string): Promise<PrivateReply> =>
  s.bot.privately(s.event(who, s.private(who), { kind: 'action', action, value, on: null }) as never);
export const submitted = (
  s: Stage,
  who: Actor,
  form: Pick<Form, 'form' | 'context'>,
  values: Typed,
): Promise<PrivateReply> =>
  s.bot.privately(
    s.event(who, s.private(who), {
      kind: 'submission',
      form: form.form,
      context: form.context,
      values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
    }) as never,
  );

/** The form that was asked. @throws Error for anything else */
export function formOf(reply: PrivateReply | null): Form {
  if (reply?.kind !== 'ask') throw new Error(`no form but ${said(reply)}`);
  return reply.form;
}

/** What stands in its boxes. */
export const filled = (form: Form): Typed =>
  Object.fromEntries(form.fields.map((field) => [field.name, 'value' in field ? String(field.value ?? '') : '']));

/** What is said in answer, to be read. */
export function said(reply: PrivateReply | null): string {
  if (reply?.kind === 'invalid') return Object.values(reply.problems).join('\n');
  return reply?.kind === 'tell' ? wordsOf(cardOf(reply)) : (reply?.kind ?? 'nothing');
}

/** Makes the scene's channels the community's, and puts the session's card in each, as it stands there. */
export async function inChannels({
  s,
  run,
  community,
  channel,
  theirs,
  session,
  priya,
  asha,
  personOf,
}: Scene): Promise<void> {
  for (const [place, by] of [
    [channel, asha],
    [theirs, priya],
  ] as const) {
    const { organisationId } = (
      await s.prisma.identity.findFirstOrThrow({ where: { ref: by.ref.id }, include: { workspace: true } })
    ).workspace;
    const { platform, id: ref } = place.ref;
    const made = { communityId: community, organisationId, platform, ref, name: ref, hears: 'all', opens: 'workspace' };
    const known = await s.prisma.channel.findUnique({ where: { platform_ref: { platform, ref } } });
    if (!known)
      await s.prisma.channel.create({
        data: { ...made, id: crypto.randomUUID(), boundBy: await personOf(by), boundAt: s.clock.now() },
      });
    await run((w) => w.say(`session:${session}`, { to: place.ref }, { summary: 'The review', blocks: [] }));
  }
  await s.settle();
}

/** Everything that the cards of a session show somebody of writing, and all that is offered there. */
export async function cardsFor({ run, session }: Scene, person: string): Promise<{ own: Card; leading: Card }> {
  const writing = createWriting(sessionFlow);
  const t = createWords()('en-GB', 'Europe/London');
  return run(async (w) => {
    const record = await w.sessions.setup.get(session);
    if (!record) throw new Error('no session');
    const viewer = await rolesOf(w, sessionFlow.needs, record, person);
    return {
      own: { summary: '', blocks: (await writing.panel?.(w, t, record, viewer)) ?? [] },
      leading: { summary: '', blocks: (await writing.leading?.(w, t, record)) ?? [] },
    };
  });
}

/** Closes what is open, by whoever leads. */
export async function close({ act }: Pick<Scene, 'act'>): Promise<void> {
  const moved = await act({ event: 'next', sure: true });
  if (moved?.kind !== 'moved') throw new Error(`not closed: ${JSON.stringify(moved)}`);
}

export interface Writers {
  /** Opens the form on its first step. */
  open(who: Actor): Promise<Form>;
  /** Sends the step that is open, with this in place of what stands in it; the next step, or what is said at the end. */
  send(who: Actor, form: Form, typed?: Typed): Promise<PrivateReply>;
  /** Opens it, goes through all its steps with this in place of what stands there, and hands in. */
  write(who: Actor, typed: Typed): Promise<string>;
  /** What stands in all steps, for whoever opens it; nothing is handed in. */
  read(who: Actor): Promise<Typed>;
}

export function writers({ s, session }: Pick<Scene, 's' | 'session'>): Writers {
  const self: Writers = {
    open: async (who) => formOf(await pressed(s, who, 'sessions.write', session)),
    send: (who, form, typed = {}) => {
      const here = form.fields.map(({ name }) => name);
      const given = Object.entries(typed).filter(([key]) => here.includes(key));
      return submitted(s, who, form, { ...filled(form), ...Object.fromEntries(given) });
    },
    async write(who, typed) {
      let form = await self.open(who);
      for (;;) {
        const reply = await self.send(who, form, typed);
        if (reply.kind !== 'ask') return said(reply);
        form = reply.form;
      }
    },
    async read(who) {
      let form = await self.open(who);
      let all = filled(form);
      for (;;) {
        const last = form.submit === 'Hand in';
        if (last) return all;
        const reply = await self.send(who, form);
        form = formOf(reply);
        all = { ...all, ...filled(form) };
      }
    },
  };
  return self;
}
