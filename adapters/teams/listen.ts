/** Listening to Teams: verified, translated, wanted, stored, acknowledged, acted on, answered. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Activity } from 'botbuilder';
import type { Bot } from '../../bot/core/bot.ts';
import { ChatError } from '../../bot/core/chat.ts';
import type { Inbound } from '../../bot/core/inbound.ts';
import type { Clock, Log } from '../../bot/core/ports.ts';
import type { PrivateInbound } from '../../bot/core/private.ts';
import type { MessageRef } from '../../bot/core/ref.ts';
import { invalid, nothing } from '../../bot/core/reply.ts';
import type { Route } from '../http/route.ts';
import { audiencesOf, bearer, createVerifier, type KeySource, KeysUnavailable, TokenRefused } from '../http/tokens.ts';
import { activityShape, type TeamsActivity, tenantsOf } from './activity.ts';
import { type After, type Answering, answerInvoke, answerPrivately, answerTyped } from './answer.ts';
import { alsoIn } from './event.ts';
import { isBot, isTheirs, parsed, spotOf } from './incoming.ts';
import { LIMITS } from './limits.ts';
import type { Line, Lines } from './lines.ts';
import type { Memory } from './memory.ts';
import { persistently } from './patience.ts';
import type { TeamsSentences } from './sentences.ts';
import type { Connections } from './store.ts';
import { type Heard, translate } from './translate.ts';
import { problemsIn } from './values.ts';

export interface ListenOptions {
  readonly bot: Bot;
  readonly lines: Lines;
  /** Absent where there is one alone. */
  readonly connections: Connections | undefined;
  readonly memory: Memory;
  readonly keys: KeySource;
  readonly sentences: TeamsSentences;
  readonly clock: Clock;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  readonly log: Log;
}

export interface Listening {
  readonly route: Route;
  /** When everything that was acknowledged has been acted on. */
  idle(): Promise<void>;
}

/** Who signs what Microsoft sends. learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const ISSUER = 'https://api.botframework.com';
/** How long an invoke may take, in milliseconds: Teams gives up after about ten seconds. */
const INVOKE_MS = 5_000;
/**
 * How long what comes in is tried to be kept, in milliseconds, before we say that we cannot: Teams waits 15 seconds for a
 * message, and does not promise to bring it again. learn.microsoft.com/azure/bot-service/bot-builder-basics
 */
const KEEP_MS = 10_000;
/** An invoke must be answered as well in the time that Teams gives it. */
const KEEP_INVOKE_MS = 4_000;

/** What the request is answered with, and what is done once it was. */
interface Outcome {
  readonly status: number;
  readonly body?: unknown;
  readonly afterwards?: () => Promise<void>;
}
const acknowledged: Outcome = { status: 200 };

export function createListening(options: ListenOptions): Listening {
  const { bot, lines, connections, memory, keys, sentences, clock, wait, log } = options;
  const running = new Set<Promise<void>>();
  const verify = createVerifier(keys, clock);

  const handle = async (req: IncomingMessage, res: ServerResponse, body: Buffer): Promise<void> => {
    const outcome = await received(req.headers.authorization, body).catch((error: unknown): Outcome => {
      log.error('teams.failed', { error: error instanceof Error ? error.name : typeof error });
      return { status: 500 };
    });
    const json = outcome.body === undefined ? '' : JSON.stringify(outcome.body);
    res.writeHead(outcome.status, json ? { 'content-type': 'application/json; charset=utf-8' } : {}).end(json);
    if (!outcome.afterwards) return;
    const work = outcome
      .afterwards()
      .catch((error: unknown) =>
        log.error('teams.failed', { error: error instanceof Error ? error.name : typeof error }),
      )
      .finally(() => running.delete(work));
    running.add(work);
  };

  /** From bytes to an activity that Microsoft signed for one of our bots and its tenant. */
  const received = async (authorization: string | undefined, body: Buffer): Promise<Outcome> => {
    const refused = (code: string): Outcome => {
      log.warn('teams.refused', { code });
      return { status: 401 };
    };
    const token = bearer(authorization);
    if (!token) return refused('no_token');
    const heardBy = await lines.heardBy(audiencesOf(token));
    // Of an audience that is none of ours, and of none, the token's other faults are still told apart.
    const audience = heardBy[0]?.appId ?? '';
    const verified = await verify(token, { issuer: ISSUER, audience }).catch((error: unknown) => {
      if (error instanceof TokenRefused) return error;
      if (error instanceof KeysUnavailable) return null;
      throw error;
    });
    if (verified instanceof TokenRefused) return refused(verified.code);
    if (!verified) {
      log.error('teams.no_keys');
      return { status: 503 };
    }
    const raw = parsed(body);
    if (raw === null) return { status: 400 };
    const { serviceurl } = verified.claims;
    if (typeof serviceurl !== 'string' || serviceurl === '' || raw.serviceUrl !== serviceurl)
      return refused('service_url');
    const read = activityShape.safeParse(raw);
    if (!read.success) return { status: 400 };
    const activity = read.data;
    if (verified.endorsements && !verified.endorsements.includes(activity.channelId ?? ''))
      return refused('endorsement');
    const tenants = tenantsOf(activity);
    const line = heardBy.find(({ tenantId }) => tenants.length > 0 && tenants.every((tenant) => tenant === tenantId));
    if (!line) return refused('tenant');
    if (isBot(activity)) return acknowledged;
    // What is only acknowledged needs no turn of botbuilder's, which makes a client for sending in each.
    if (activity.type !== 'invoke') return heard(line, activity);
    // The activity goes on as it came: parsed once, verified, and never authenticated a second time.
    return turned(line, raw as unknown as Activity, () => heard(line, activity));
  };

  /** Runs an invoke in a turn of botbuilder's, and answers as botbuilder would. */
  const turned = async (line: Line, activity: Activity, logic: () => Promise<Outcome>): Promise<Outcome> => {
    let outcome: Outcome = acknowledged;
    const invoke = await line.wire.adapter.receive(activity, async (context) => {
      outcome = await logic();
      const value = { status: outcome.status, body: outcome.body };
      await context.sendActivity({ type: 'invokeResponse', value });
    });
    return invoke ? { ...outcome, status: invoke.status, body: invoke.body as unknown } : outcome;
  };

  const heard = async (line: Line, activity: TeamsActivity): Promise<Outcome> => {
    const { tenantId: tenant, appId, connection } = line;
    const what = translate(activity, { tenant, appId, connection, now: clock.now() });
    try {
      switch (what.as) {
        case 'nothing':
          return acknowledged;
        case 'unknown':
          return activity.type === 'invoke' ? { status: 501 } : acknowledged;
        case 'events':
          // What is private is answered within the request, and a message has no answer: it was not sent by a dialog of ours.
          return what.events.some(isPrivate) ? acknowledged : await happened(line, activity, what);
        case 'invoke':
          return isPrivate(what.event) ? await privately(line, what, what.event) : await invoked(line, activity, what);
      }
    } catch (error) {
      // The database is away, or so, and stays away: not acknowledged. Perhaps it comes again.
      log.error('teams.not_stored', { error: error instanceof Error ? error.name : typeof error });
      return { status: 503 };
    }
  };

  /** Keeps what the bot wants of it. @param inside whether it shows that the bot is there. @returns what is kept */
  const keep = async (
    { tenantId }: Line,
    activity: TeamsActivity,
    events: readonly Inbound[],
    inside: boolean,
  ): Promise<Inbound[]> => {
    // What says nothing new of its place and person is stored, where it is ours, by the statement that finds out.
    if (memory.knows(activity, tenantId, inside)) {
      const taken = await Promise.all(events.map((event) => bot.take(event, connections && `${tenantId}/`)));
      for (const [at, how] of taken.entries())
        if (how === 'elsewhere') log.warn('teams.not_theirs', { kind: events[at]?.kind });
      const stored = events.filter((_, at) => taken[at] === 'stored');
      for (const event of stored) await memory.follow(event);
      return stored;
    }
    const concerned = await Promise.all(
      events.map(async (event) => (await bot.wanted(event)) && isTheirs(event, tenantId, { connections, log })),
    );
    const wanted = events.filter((_, at) => concerned[at]);
    if (wanted.length === 0) return wanted;
    await memory.learn(activity, tenantId, inside);
    await Promise.all(wanted.map((event) => bot.accept(event)));
    for (const event of wanted) await memory.follow(event);
    return wanted;
  };

  /** An event, and the same said of the other channels of its team. */
  const everywhere = async (
    { tenantId }: Line,
    { events, team }: Extract<Heard, { as: 'events' }>,
  ): Promise<Inbound[]> => {
    const places = team ? await memory.channelsOf(tenantId, team) : [];
    return events.flatMap((event) => [
      event,
      ...places.filter((place) => place.id !== event.in.id).map((place) => alsoIn(event, place)),
    ]);
  };

  /** Messages and what Microsoft tells us: acknowledged as soon as they are stored. */
  const happened = async (
    line: Line,
    activity: TeamsActivity,
    what: Extract<Heard, { as: 'events' }>,
  ): Promise<Outcome> => {
    const { carrier } = line;
    const [first] = what.events;
    const refused = first?.kind === 'submission' && problemsIn(what.data ?? {}, first.values, sentences);
    if (refused) {
      const answering = { event: first, data: what.data ?? {}, on: null, carrier, sentences };
      return { status: 200, afterwards: () => carry(line, first, null, answerTyped(invalid(refused), answering)) };
    }
    const keeping = async () => keep(line, activity, await everywhere(line, what), true);
    const wanted = await persistently(keeping, KEEP_MS, { clock, wait });
    if (wanted.length === 0) return acknowledged;
    const afterwards = async (): Promise<void> => {
      for (const event of wanted) {
        const reply = await bot.handle(event);
        const on = event.kind === 'action' ? event.on : null;
        const silent = event.kind === 'place' && event.change === 'hears';
        if (what.typed && !silent)
          await carry(line, event, on, answerTyped(reply, { event, data: what.data ?? {}, on, carrier, sentences }));
      }
    };
    return { status: 200, afterwards };
  };

  /** Presses, dialogs and searches: the acknowledgement is the answer. */
  const invoked = async (
    line: Line,
    activity: TeamsActivity,
    what: Extract<Heard, { as: 'invoke' }>,
  ): Promise<Outcome> => {
    const { carrier } = line;
    const { invoke, event, data, on } = what;
    const answering: Answering = { event, data, on, carrier, sentences };
    // It cannot be taken: nothing of it is kept, and the person has it before them still.
    const refused = event.kind === 'submission' && problemsIn(data, event.values, sentences);
    if (refused) return { status: 200, body: answerInvoke(invoke, invalid(refused), answering).body };
    const extension = activity.name?.startsWith('composeExtension/') ?? false;
    const kept = await persistently(() => keep(line, activity, [event], !extension), KEEP_INVOKE_MS, { clock, wait });
    if (kept.length === 0) return { status: 200, body: answerInvoke(invoke, nothing, answering).body };
    const reply = await bot.handle(event, { withinMs: INVOKE_MS });
    const { body, after } = answerInvoke(invoke, reply, answering);
    return { status: 200, body, ...(after.length > 0 && { afterwards: () => carry(line, event, on, after) }) };
  };

  const isPrivate = (event: Inbound): event is PrivateInbound =>
    (event.kind === 'action' && bot.isPrivate('action', event.action)) ||
    (event.kind === 'submission' && bot.isPrivate('submission', event.form));

  /** What is private: answered in the response alone. Nothing is learnt of the person, of the place or of how they are reached. */
  const privately = async (
    { carrier }: Line,
    { invoke, data, on }: Extract<Heard, { as: 'invoke' }>,
    event: PrivateInbound,
  ): Promise<Outcome> => {
    const reply = await bot.privately(event, { withinMs: INVOKE_MS });
    return { status: 200, body: answerPrivately(invoke, reply, { event, data, on, carrier, sentences }) };
  };

  /** Sends what follows an answer. It is never the only copy: a failure is logged, no more. */
  const carry = async (
    { answering }: Line,
    event: Inbound,
    on: MessageRef | null,
    after: readonly After[],
  ): Promise<void> => {
    for (const one of after) {
      try {
        if (one.do === 'update') await answering.redraw(one.message, one);
        else await answering.send(spotOf(event, on), one, event.where === 'private' ? undefined : event.from);
      } catch (error) {
        const failure = error instanceof ChatError ? { reason: error.reason } : { error: 'unknown' };
        log.warn('teams.reply_failed', { delivery: event.id, ...failure });
      }
    }
  };

  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running);
  };
  return { route: { path: '/api/messages', method: 'POST', limit: LIMITS.body, handle }, idle };
}
