/** The whole bot in one call: a database of its own, two pretended platforms, a clock that tests move. No queue: `settle` does what it would. */
import { onTestFinished } from 'vitest';
import { connect } from '../../prisma/client.ts';
import { ensureWorkspace } from '../../prisma/places.ts';
import { type FreshDatabase, freshDatabase } from '../../prisma/testing/database.ts';
import { putSnapshot, type Snapshot, takeSnapshot } from '../../prisma/testing/snapshot.ts';
import { type Assembled, type AssembleNeeds, assemble, type Watching } from '../assemble.ts';
import { systemIds } from '../clock.ts';
import type { Value } from '../core/card.ts';
import type { Profile } from '../core/chat.ts';
import type { Hears, Inbound, InboundBody, InboundOf, Said } from '../core/inbound.ts';
import type { Jobs, Log } from '../core/ports.ts';
import type { ConversationRef, MessageRef, UserRef } from '../core/ref.ts';
import type { Reply } from '../core/reply.ts';
import type { Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { createWords } from '../words/catalogue.ts';
import { type SettableClock, settableClock } from './clock.ts';
import { type ChatState, createFakeChat, type FakeChat } from './fake-chat.ts';

export interface Actor {
  readonly ref: UserRef;
  readonly workspace: string;
  readonly name: string;
}

export interface Place {
  readonly ref: ConversationRef;
  readonly workspace: string;
  readonly where: Inbound['where'];
}

export interface Stage extends Assembled {
  readonly clock: SettableClock;
  /** Errors that were logged and that the test has not taken out: the test fails when any is left. */
  readonly faults: string[];
  /** Every line that was logged. */
  readonly lines: readonly string[];
  readonly slack: FakeChat;
  readonly teams: FakeChat;
  readonly prisma: Awaited<ReturnType<typeof connect>>['prisma'];
  readonly door: Awaited<ReturnType<typeof connect>>['door'];
  /** A workspace of an organisation. */
  workspace(platform: 'slack' | 'teams', id: string, organisation: string): Promise<void>;
  actor(platform: 'slack' | 'teams', workspace: string, name: string): Actor;
  channel(platform: 'slack' | 'teams', workspace: string, name: string, hears?: Hears): Place;
  private(actor: Actor): Place;
  /** Brings an event as an adapter would: wanted, accepted, handled. Null where it was not wanted. */
  bring(event: Inbound): Promise<Reply | null>;
  /** An event by somebody somewhere. */
  event(actor: Actor, place: Place, body: InboundBody, id?: string): Inbound;
  command(actor: Actor, place: Place, name: string, text?: string): Promise<Reply | null>;
  press(actor: Actor, place: Place, action: string, value: string, on?: MessageRef): Promise<Reply | null>;
  submit(
    actor: Actor,
    place: Place,
    form: string,
    context: string,
    values: Record<string, Value>,
  ): Promise<Reply | null>;
  /** Says something; gives the message. */
  say(
    actor: Actor,
    place: Place,
    text: Text,
    how?: { addressed?: boolean; thread?: MessageRef; said?: Partial<Said> },
  ): Promise<{ message: MessageRef; reply: Reply | null }>;
  /** Says something while the bot cannot hear: it is what its platform gives of the thread when that is read again. */
  saysUnheard(
    actor: Actor,
    place: Place,
    text: Text,
    how: { thread: MessageRef; said?: Partial<Said> },
  ): InboundOf<'message'>;
  /** The door of these platforms was shut for so long; it is open now, and what was missed is looked into. */
  away(ms: number, platforms?: readonly ('slack' | 'teams')[]): Promise<void>;
  /** Looks into everything that is due. */
  mend(): Promise<void>;
  /** Does what the queue would until nothing is owed now. */
  settle(): Promise<void>;
  /** Everything that is so now: another stage can go on from here. */
  kept(): Promise<Kept>;
}

/** A stage as it was; in memory, for tests of one worker. */
export interface Kept {
  readonly rows: Snapshot;
  readonly chats: { readonly slack: ChatState; readonly teams: ChatState };
  readonly now: Date;
  readonly counter: number;
}

export interface StageHow {
  /** Goes on from what was so on another. */
  readonly from?: Kept;
  readonly words?: (locale: string, zone: string) => Translate;
  /** Hears the hints; nothing does without it. */
  readonly jobs?: Jobs;
  readonly random?: () => number;
  readonly watching?: Watching;
  readonly beside?: AssembleNeeds['beside'];
  /** What drafts answers; nothing does without it, and nothing is offered. */
  readonly drafter?: AssembleNeeds['drafter'];
  /** Another database than a fresh one on the run's Postgres. */
  readonly database?: FreshDatabase;
}

export async function stage(how: StageHow = {}): Promise<Stage> {
  const faults: string[] = [];
  const lines: string[] = [];
  const line = (event: string, fields = {}) => void lines.push(`${event} ${JSON.stringify(fields)}`);
  const log: Log = {
    info: line,
    warn: line,
    error(event, fields) {
      line(event, fields);
      faults.push(`${event} ${JSON.stringify(fields)}`);
    },
    with: () => log,
  };
  const database = how.database ?? (await freshDatabase());
  if (how.from) await putSnapshot(database.url, how.from.rows);
  const { prisma, door, close } = await connect(database.url, { max: 6, log });
  onTestFinished(async () => {
    await close();
    await database.drop();
    if (faults.length > 0) throw new Error(`faults: ${faults.join('; ')}`);
  });
  const clock = settableClock(how.from?.now);
  const chats = { slack: createFakeChat('slack'), teams: createFakeChat('teams') };
  if (how.from) for (const name of ['slack', 'teams'] as const) chats[name].put(how.from.chats[name]);
  const assembled = assemble({
    prisma,
    door,
    secrets: [new Uint8Array(32).fill(7)],
    chats: new Map(Object.entries(chats)),
    words: how.words ?? createWords(),
    clock,
    ids: systemIds,
    log,
    wait: async () => undefined,
    jobs: how.jobs ?? { hint: async () => undefined },
    ...(how.random && { random: how.random }),
    ...(how.watching && { watching: how.watching }),
    ...(how.beside && { beside: how.beside }),
    ...(how.drafter && { drafter: how.drafter, drafts: true }),
  });
  let counter = how.from?.counter ?? 0;
  const next = () => {
    counter += 1;
    return String(counter).padStart(6, '0');
  };
  const saidBy = (
    actor: Actor,
    place: Place,
    text: Text,
    thread: MessageRef | undefined,
    said: Partial<Said>,
  ): Said => {
    const number = next();
    const id = `${place.ref.id}/${number}`;
    const message: MessageRef = { kind: 'message', platform: actor.ref.platform, id, key: id };
    return {
      message,
      thread: thread ?? message,
      author: actor.ref,
      text,
      files: [],
      version: number,
      link: `https://chat.example/${number}`,
      ...said,
    };
  };
  const self: Stage = {
    ...assembled,
    ...chats,
    clock,
    faults,
    lines,
    prisma,
    door,
    async workspace(platform, id, organisation) {
      await ensureWorkspace(prisma, {
        platform,
        externalId: id,
        name: id,
        organisation,
        newId: () => systemIds.next(),
        now: clock.now(),
      });
    },
    actor(platform, workspace, name) {
      const ref: UserRef = { kind: 'user', platform, id: `${workspace}/${name}` };
      const profile: Profile = { name, active: true, guest: false, external: false };
      chats[platform].profiles.set(ref.id, profile);
      return { ref, workspace, name };
    },
    channel(platform, workspace, name, hears = 'all') {
      const ref: ConversationRef = { kind: 'conversation', platform, id: `${workspace}/${name}` };
      chats[platform].abilities.set(ref.id, { name, hears, threads: true, opens: 'workspace', present: true });
      return { ref, workspace, where: 'channel' };
    },
    private: (actor) => ({
      ref: { kind: 'conversation', platform: actor.ref.platform, id: `private/${actor.ref.id}` },
      workspace: actor.workspace,
      where: 'private',
    }),
    event: (actor, place, body, id = `${body.kind}/${next()}`) => ({
      id,
      connection: actor.ref.platform,
      at: clock.now().toISOString(),
      from: actor.ref,
      workspace: actor.workspace,
      called: actor.name,
      in: place.ref,
      where: place.where,
      ...body,
    }),
    async bring(event) {
      if (!(await assembled.bot.wanted(event))) return null;
      await assembled.bot.accept(event);
      return assembled.bot.handle(event);
    },
    command: (actor, place, name, text = '') => self.bring(self.event(actor, place, { kind: 'command', name, text })),
    press: (actor, place, action, value, on) =>
      self.bring(self.event(actor, place, { kind: 'action', action, value, on: on ?? null })),
    submit: (actor, place, form, context, values) =>
      self.bring(self.event(actor, place, { kind: 'submission', form, context, values })),
    async say(actor, place, text, { addressed = place.where === 'private', thread, said = {} } = {}) {
      const whole = saidBy(actor, place, text, thread, said);
      const reply = await self.bring(
        self.event(actor, place, { kind: 'message', said: whole, addressed }, `message/${whole.message.key}`),
      );
      return { message: whole.message, reply };
    },
    saysUnheard(actor, place, text, { thread, said = {} }) {
      const whole = saidBy(actor, place, text, thread, said);
      const body = { kind: 'message', said: whole, addressed: place.where === 'private' } as const;
      const event = { ...self.event(actor, place, body, `message/${whole.message.key}`), ...body };
      const { missed } = chats[actor.ref.platform as 'slack' | 'teams'];
      missed.set(thread.key, [...(missed.get(thread.key) ?? []), event]);
      return event;
    },
    async away(ms, platforms = ['slack', 'teams']) {
      for (const platform of platforms) await assembled.ears(platform).beat();
      clock.pass(ms);
      for (const platform of platforms) await assembled.ears(platform).beat();
      await self.mend();
    },
    async mend() {
      for (let round = 0; round < 100; round += 1) {
        const gaps = await assembled.gaps.due(clock.now(), 100);
        for (const gap of gaps) while (await assembled.catchUp.catchUp(gap));
        if (gaps.length === 0) return;
      }
      throw new Error('still something to look into after 100 rounds');
    },
    async settle() {
      for (let round = 0; round < 100; round += 1) {
        const followed = await assembled.follower.follow();
        const lanes = await assembled.outbox.due(clock.now(), 100);
        for (const lane of lanes) while (await assembled.sender.send(lane));
        if (followed || lanes.length > 0) continue;
        return assembled.indexing.next();
      }
      throw new Error('still something owed after 100 rounds');
    },
    async kept() {
      const rows = await takeSnapshot(database.url);
      return { rows, chats: { slack: chats.slack.state(), teams: chats.teams.state() }, now: clock.now(), counter };
    },
  };
  return self;
}
