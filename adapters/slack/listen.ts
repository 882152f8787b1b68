/** What Slack sends in, by whichever door: read, offered to the bot, stored, acknowledged, acted on and answered, in this order. */
import { App, ErrorCode, type Receiver } from '@slack/bolt';
import type { Bot } from '../../bot/core/bot.ts';
import type { Ear } from '../../bot/core/ears.ts';
import type { Inbound } from '../../bot/core/inbound.ts';
import type { Clock, Ids, Log } from '../../bot/core/ports.ts';
import type { Sealer } from '../../bot/core/seal.ts';
import { faultOf } from '../http/server.ts';
import type { Answers, ViewAnswer } from './answer.ts';
import { createBorder } from './border.ts';
import { type ClientOptions, clientSettings, silent } from './client.ts';
import { isKnown } from './door.ts';
import { endedBy } from './ended.ts';
import { refusal } from './form.ts';
import { isLimited, limitedIn } from './limited.ts';
import { lacksNames, withNames } from './names.ts';
import { isPrivate } from './private.ts';
import type { Unnamed } from './read-markup.ts';
import { readUser } from './refs.ts';
import { isShape, type Shape, shape, shapes, string } from './shape.ts';
import type { Connections, Installation, Installations } from './store.ts';
import { type Heard, type Hearing, readInteraction } from './translate.ts';
import { readEvent } from './translate-events.ts';
import { firstInstallation, teamsIn } from './whose.ts';
import type { Workspaces } from './workspaces.ts';

export interface ListenSentences extends Unnamed {
  /** A person whose name cannot be had. */
  readonly someone: string;
  /** A form that was opened before the secret changed. */
  readonly expired: string;
  /** Beside a field that holds no day of the calendar. */
  readonly noDay: string;
}

export interface ListenNeeds {
  readonly bot: Bot;
  /** Of all connections. */
  readonly installations: Installations;
  /** Absent where there is one alone. */
  readonly connections?: Connections | undefined;
  readonly workspaces: Workspaces;
  readonly answers: Answers;
  readonly connection: string;
  /** The one slash command; others are acknowledged and forgotten. */
  readonly command: string;
  readonly sentences: ListenSentences;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly client: ClientOptions;
  readonly ear?: Ear;
}

/** What Slack is answered: that we have it, and in some cases what to show; or nothing, so that it sends it again. */
export type Acknowledgement = { readonly taken: true; readonly said?: unknown } | { readonly taken: false };

/** One connection's hearing, the same by HTTP and by socket. */
export interface Listener {
  /**
   * Takes one delivery, however often it comes. It answers within `PATIENCE_MS`, and never throws.
   * @param content from Slack for certain: signed, or from its socket
   * @param nonce other for every delivery, and the same when one is repeated
   */
  hear(content: Shape, nonce: string): Promise<Acknowledgement>;
  /** When everything that was acknowledged has been acted on. */
  idle(): Promise<void>;
  /** Waits a while for what is being acted on. */
  close(): Promise<void>;
}

/** Slack gives up after 3 s and sends again: a little earlier we say ourselves that it did not work. */
export const PATIENCE_MS = 2_800;
/** How long a form or a typeahead may take before the person hears that it is still being worked on. */
const ANSWER_MS = 2_000;
const CLOSE_MS = 3_000;

const TAKEN: Acknowledgement = { taken: true };
const AGAIN: Acknowledgement = { taken: false };

/** Bolt is handed what came: the doors are ours. */
const noReceiver: Receiver = {
  init: () => undefined,
  start: async () => undefined,
  stop: async () => undefined,
};

/** The workspace of a request is none of ours. */
class UnknownWorkspace extends Error {}
/** The database did not answer, or did not store: Slack must send it again. Its cause says what happened. */
class Away extends Error {}

const orAway = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (cause) {
    throw new Away('away', { cause });
  }
};

export function createListener(needs: ListenNeeds): Listener {
  const { bot, workspaces, answers, sentences, log } = needs;
  const { installations, connections, connection } = needs;
  const busy = new Set<Promise<void>>();
  const border = createBorder({ connections, connection, workspaces, clock: needs.clock, log });
  /** A workspace of another connection is none of ours, whoever signed for it. */
  const find: Installations['find'] = async (team, enterprise) => {
    const found = await installations.find(team, enterprise);
    return found?.connection === connection ? found : null;
  };

  const app = new App({
    receiver: noReceiver,
    logger: silent,
    clientOptions: clientSettings(needs.client),
    ignoreSelf: false,
    convoStore: false,
    attachFunctionToken: false,
    async authorize(source, body) {
      // For what is private no workspace is met for the first time: whoever we know is of one that we know.
      const look: typeof find = isShape(body) && isPrivate(body, bot) ? (team) => find(team) : find;
      const installation = await orAway(firstInstallation(look, teamsIn(body, source.teamId)));
      if (!installation) throw new UnknownWorkspace();
      // No token: Bolt would keep a client for each, long after tokens that end have ended, and nothing here calls with it.
      const { botId, botUserId, teamId } = installation;
      return { botId, botUserId, teamId, installation };
    },
  });
  app.error(async (error) => {
    // Nothing is stored for a workspace that is not ours, and Slack need not send it again.
    if (
      error.code === ErrorCode.AuthorizationError &&
      'original' in error &&
      error.original instanceof UnknownWorkspace
    ) {
      log.info('slack.unknown_workspace');
      return;
    }
    throw error;
  });
  app.use(async (args) => {
    const installation = args.context.installation as Installation | undefined;
    const body: unknown = args.body;
    const ack = ('ack' in args ? args.ack : async () => undefined) as (answer?: unknown) => Promise<void>;
    // Bolt looks for no installation where one has ended.
    if (isShape(body) && !installation)
      await orAway(endedBy(body, { find, installations, log, now: needs.clock.now() }));
    if (!installation || !isShape(body)) return ack();
    const hearing: Hearing = {
      installation,
      connection,
      sealer: needs.sealer,
      unnamed: sentences,
      now: needs.clock.now(),
      nonce: String(args.context.nonce ?? ''),
    };
    if (isShape(body.event)) {
      needs.ear?.heard(installation.teamId);
      for (const heard of readEvent(body, hearing)) await later(heard, body);
      return;
    }
    if (typeof body.command === 'string' && body.command !== needs.command) return ack();
    const heard = readInteraction(body, hearing);
    if (heard === 'unreadable') return ack(expired(body));
    if (!heard) return ack();
    const { unread = [], way } = heard;
    if (unread.length > 0)
      return ack(way.view && refusal(way.view.sent, Object.fromEntries(unread.map((name) => [name, sentences.noDay]))));
    if (isPrivate(body, bot)) return ack(await privately(heard, body));
    const { kind } = heard.event;
    if (kind !== 'submission' && kind !== 'search') {
      await later(heard, body);
      return ack();
    }
    const event = await taken(heard, body);
    if (!event) return ack(kind === 'search' ? { options: [] } : undefined);
    const reply = await bot.handle(event, { withinMs: ANSWER_MS });
    if (kind === 'search') return ack(answers.options(reply));
    await ack(answers.submission(reply, heard.way));
    // The card whose button opened the form is another message: it is drawn beside the acknowledgement.
    if (reply.kind === 'replace' && heard.way.on) track(answers.carry(reply, withoutView(heard)));
  });

  /** Acts on what is private here and now, and keeps nothing of it. @returns the acknowledgement @throws when the database does not answer */
  const privately = async ({ event, way }: Heard, body: Shape): Promise<ViewAnswer | undefined> => {
    if (event.kind !== 'action' && event.kind !== 'submission') return undefined;
    // Of a button or a form only asked whose person it is, of what is known in this process.
    if (!(await orAway(border.admit(event, way.team, body, bot.wanted)))) return undefined;
    const reply = bot.privately(event, { withinMs: ANSWER_MS });
    if (event.kind === 'submission') return answers.submission(await reply, way);
    track(reply.then((one) => answers.carryPrivately(one, way)));
    return undefined;
  };
  /** Asks and stores; what it gives is to be handled. @throws when the database does not answer */
  const taken = async (heard: Heard, body: Shape): Promise<Inbound | null> => {
    const { team } = heard.way;
    const home = readUser(heard.event.from);
    if (home.team !== team) workspaces.met(home.user, team);
    let isKnown = false;
    const wanted = async (event: Inbound): Promise<boolean> => {
      isKnown = await bot.wanted(event);
      return isKnown;
    };
    const admitted = await orAway(border.admit(heard.event, team, body, wanted));
    // As it came it was asked for already, where the border had to know.
    const isAsked = isKnown && admitted === heard.event;
    // Where nobody's name has to be had first, what is ours is stored by the statement that finds out.
    if (admitted && !isAsked && !lacksNames(admitted)) {
      if ((await orAway(bot.take(admitted))) === 'stored') return admitted;
      if (admitted.workspace === team) return null;
    }
    if (!admitted || !(isAsked || (await orAway(isWanted(admitted, team))))) return null;
    const event = await withNames(admitted, workspaces, sentences.someone);
    await orAway(bot.accept(event));
    return event;
  };
  /** Somebody of another workspace of the same Enterprise Grid organisation is no stranger, also where nothing was heard of theirs yet. */
  const isWanted = async (event: Inbound, team: string): Promise<boolean> => {
    if (await bot.wanted(event)) return true;
    const { enterpriseId } = (event.workspace !== team && (await find(team))) || {};
    if (!enterpriseId || !(await bot.wanted({ ...event, workspace: team }))) return false;
    return (await find(event.workspace, enterpriseId)) !== null && bot.wanted(event);
  };
  /** Slack says that it does not deliver: remembered before it hears that we know. */
  const limited = async (content: Shape): Promise<Acknowledgement> => {
    const told = limitedIn(content);
    try {
      if (told && (await find(told.team))) await needs.ear?.deaf(told.team, told.from);
      return TAKEN;
    } catch (error) {
      log.error('slack.not_taken', { id: needs.ids.next(), ...faultOf(error) });
      return AGAIN;
    }
  };
  const processed = async (content: Shape, nonce: string, isLate: () => boolean): Promise<Acknowledgement> => {
    let said: unknown;
    const ack = async (answer?: unknown): Promise<void> => {
      said = answer;
    };
    try {
      await app.processEvent({ body: { ...content }, ack, customProperties: { nonce } });
      return { taken: true, said };
    } catch (error) {
      const inner = isShape(error) && error.original instanceof Error ? error.original : error;
      const away = inner instanceof Away;
      // It was answered when our patience ended; that it cannot be read either is no news, but why it took so long is.
      if (away || !isLate())
        log.error(away ? 'slack.not_taken' : 'slack.not_read', {
          id: needs.ids.next(),
          ...faultOf(away ? inner.cause : inner),
        });
      // What cannot be read is not read better when it comes again.
      return away ? AGAIN : TAKEN;
    }
  };
  /** Acts on it after the acknowledgement. */
  const later = async (heard: Heard, body: Shape): Promise<void> => {
    const event = await taken(heard, body);
    if (event) track(bot.handle(event).then((reply) => answers.carry(reply, heard.way)));
  };
  const track = (work: Promise<void>): void => {
    const done = work
      .catch((error: unknown) => log.error('slack.failed', { id: needs.ids.next(), ...faultOf(error) }))
      .finally(() => busy.delete(done));
    busy.add(done);
  };
  const expired = (body: Shape) => {
    const view = shape(body, 'view');
    const blocks = shapes(view, 'blocks').map((block) => ({
      ...block,
      type: string(block, 'type'),
      block_id: string(block, 'block_id'),
    }));
    const title = { type: 'plain_text' as const, text: string(shape(view, 'title'), 'text') || '…' };
    return refusal(
      { blocks, title, callback_id: string(view, 'callback_id'), private_metadata: '' },
      { '': sentences.expired },
    );
  };

  return {
    async hear(content, nonce) {
      if (isLimited(content)) return limited(content);
      if (!isKnown(content)) return TAKEN;
      let isLate = false;
      let patience: NodeJS.Timeout | undefined;
      const late = new Promise<Acknowledgement>((resolve) => {
        patience = setTimeout(() => {
          isLate = true;
          log.warn('slack.late');
          resolve(AGAIN);
        }, PATIENCE_MS);
      });
      const answer = await Promise.race([processed(content, nonce, () => isLate), late]);
      clearTimeout(patience);
      return answer;
    },
    async idle() {
      while (busy.size > 0) await Promise.all(busy);
    },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, CLOSE_MS);
      });
      await Promise.race([Promise.all(busy), late]);
      clearTimeout(timer);
    },
  };
}

const withoutView = ({ way }: Heard): Heard['way'] => {
  const { view: _, ...rest } = way;
  return rest;
};
