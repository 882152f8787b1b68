/** Every way by which something private comes in: the real adapters over real sockets, on a whole bot, with the platform played. */
import { onTestFinished } from 'vitest';
import { startFakeSocket } from '../../adapters/slack/testing/fake-socket.ts';
import { nodesOf } from '../../adapters/teams/testing/judges.ts';
import { ALEX, activity, createWorld, freshId, TENANT } from '../../adapters/teams/testing/world.ts';
import { openBackend } from '../../jobs/backend.ts';
import { openQueue, type Queue } from '../../jobs/queue.ts';
import { createBudgets } from '../../prisma/budgets.ts';
import { silentLog } from '../../prisma/embedded/temporary.ts';
import { createReferences } from '../../prisma/references.ts';
import { addressOf } from '../../prisma/testing/rows.ts';
import { systemIds } from '../clock.ts';
import type { Jobs } from '../core/ports.ts';
import { createSealer } from '../core/seal.ts';
import { app, apps, says } from './apps.ts';
import { stageSecret } from './full-story.ts';
import { MORE, type Notes, notes, WRITE } from './notes.ts';
import { served } from './pages.ts';
import { type Stage, stage } from './stage.ts';
import { Visitor } from './visitor.ts';

/** What somebody sees in answer. */
export interface Shown {
  readonly as: 'form' | 'words' | 'closed' | 'refused' | 'none';
  /** Everything that can be read in it. */
  readonly text: string;
  /** What stands in the form's one box. */
  readonly typed: string | null;
}

/** Who acts: somebody whom the bot knows, or an account that it never met. */
export type Who = 'asha' | 'stranger';

export interface PrivateDoor {
  readonly s: Stage;
  readonly notes: Notes;
  /** The address of its database. */
  readonly url: string;
  /** The person's id, and what their platform calls them. */
  readonly person: string;
  readonly account: string;
  /** Presses the button that opens the form. */
  press(who?: Who): Promise<Shown>;
  /** Presses the button beside the fields of the form that is open, with this typed. */
  more(typed: string): Promise<Shown>;
  /** Sends the form that is open. @param id the same for what is brought twice; another each time where absent */
  submit(typed: string, how?: { readonly who?: Who; readonly id?: string }): Promise<Shown>;
  /** Says something ordinary, by which the bot comes to know them anew. */
  hello(): Promise<void>;
  /** Everything that the platform was asked and sent, besides answers to what it brought. */
  calls(): readonly unknown[];
  /** The same of what it was answered, as it came over the wire. */
  answers(): readonly string[];
  /** Every line that was logged, and every hint at a job. */
  said(): readonly string[];
  /** Makes it impossible to open anything by a press, where a call opens it. */
  shut(): void;
}

export const DOORS = ['Slack over HTTP', 'Slack over a socket', 'Teams', 'a page'] as const;
export type DoorName = (typeof DOORS)[number];
/** Where a press is answered by a call and not in the response. */
export const CALLING: readonly DoorName[] = ['Slack over HTTP', 'Slack over a socket'];

/**
 * @param how.url of a database of the test's own; a fresh one where absent
 * @param how.redisUrl where the queue is on Redis
 */
export async function openDoor(
  name: DoorName,
  how: { readonly url?: string; readonly redisUrl?: string } = {},
): Promise<PrivateDoor> {
  const beside = notes();
  const hints: string[] = [];
  let queue: Queue | null = null;
  const jobs: Jobs = {
    async hint(job, data, how) {
      hints.push(`${job.name} ${JSON.stringify(data)}`);
      await queue?.hint(job, data, how);
    },
  };
  const own = how.url === undefined ? {} : { database: { url: how.url, drop: async () => undefined } };
  const s = await stage({ beside: beside.beside, jobs, ...own });
  await beside.open(s);
  const url = how.url ?? (await addressOf(s.prisma));
  const backend = await openBackend({ databaseUrl: url, redisUrl: how.redisUrl, workers: 0, log: silentLog });
  queue = openQueue(backend, { clock: s.clock, log: silentLog });
  // Its tables are made with the first job.
  await queue.hint(
    { name: 'send', schema: { parse: (data: unknown) => data } as never, attempts: 1, backoffMs: 1 },
    {},
  );
  onTestFinished(async () => {
    await queue?.close();
    await backend.close();
  });
  const ground: Ground = { s, notes: beside, hints };
  const open = {
    'Slack over HTTP': slackDoor(false),
    'Slack over a socket': slackDoor(true),
    Teams: teamsDoor,
    'a page': pageDoor,
  };
  const { ref, ...door } = await open[name](ground);
  await door.hello();
  const known = await s.prisma.identity.findFirstOrThrow({ where: { ref } });
  return { s, notes: beside, url, person: known.personId, account: ref.split('/').at(-1) ?? '', ...door };
}

interface Ground {
  readonly s: Stage;
  readonly notes: Notes;
  readonly hints: readonly string[];
}
type Opened = Omit<PrivateDoor, 's' | 'notes' | 'url' | 'person' | 'account'> & { readonly ref: string };
type Json = Readonly<Record<string, unknown>>;

let counter = 0;
const next = (): string => String(++counter).padStart(6, '0');

/** Every string under a key that is read. */
function readable(value: unknown): string {
  if (Array.isArray(value)) return value.map(readable).join('\n');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) =>
      typeof inner === 'string' && /^(text|title|label|value|said|summary|initial_value|problems)$/.test(key)
        ? inner
        : readable(inner),
    )
    .filter(Boolean)
    .join('\n');
}
/** The first value of a key anywhere. */
function under(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (key in value) return (value as Json)[key];
  for (const inner of Object.values(value)) {
    const found = under(inner, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

// -------------------------------------------------------------------------------------------------------------- Slack

const slackDoor =
  (isSocket: boolean) =>
  async ({ s, hints }: Ground): Promise<Opened> => {
    const one = { ...app('ashcombe', 'Ashcombe Council'), ...(isSocket && { appToken: 'xapp-1-A0ASH-1-a' }) };
    const budgets = createBudgets({ prisma: s.prisma, clock: s.clock });
    const all = await apps(s, { budgets, wait: async () => undefined, socketTimes: { look: 20 } });
    const { fake, slack } = all;
    const user = { asha: 'U0ASHA', stranger: 'U0NOBODY' };
    s.actor('slack', one.team, user.asha);
    const socket = isSocket ? await startFakeSocket(fake) : null;
    await all.connect(one);
    s.clock.pass(3_001);
    if (socket) {
      onTestFinished(() => socket.close());
      slack.sockets.open();
      await socket.opened(1);
    }
    const answers: string[] = [];
    const bring = async (payload: Json): Promise<string> => {
      if (!socket) {
        const { body } = await all.ask(one, { payload });
        answers.push(body);
        return body;
      }
      const ack = await socket.deliver(payload);
      await slack.idle();
      const body = ack.payload === undefined ? '' : JSON.stringify(ack.payload);
      answers.push(body);
      return body;
    };
    let view: Json | null = null;
    const shown = (what: unknown): Shown => {
      const form = under(what, 'view') as Json | undefined;
      const action = (what as Json | null)?.response_action;
      if (action === 'errors') return { as: 'refused', text: JSON.stringify(what), typed: null };
      if (form?.submit) {
        view = form;
        return { as: 'form', text: readable(form), typed: (under(form, 'initial_value') as string | undefined) ?? '' };
      }
      return { as: 'words', text: readable(what), typed: null };
    };
    const base = (who: Who): Json => ({
      team: { id: one.team, domain: 'example' },
      user: { id: user[who], name: who, team_id: one.team },
      api_app_id: 'A0APP',
      trigger_id: `trigger-${next()}`,
    });
    const called = async (payload: Json): Promise<Shown> => {
      const before = fake.calls.length;
      await bring(payload);
      const call = fake.calls.slice(before).findLast(({ answer }) => answer.ok === true);
      return call ? shown(call.args) : { as: 'none', text: '', typed: null };
    };
    const state = (typed: string): Json => ({
      values: { text: { value: { type: 'plain_text_input', value: typed } } },
    });
    return {
      ref: `${one.team}/${user.asha}`,
      press: (who = 'asha') =>
        called({
          type: 'block_actions',
          ...base(who),
          container: { type: 'message', message_ts: '1795424400.000100', channel_id: 'D0ASHA', is_ephemeral: false },
          channel: { id: 'D0ASHA', name: 'directmessage' },
          message: { ts: '1795424400.000100', team: one.team },
          response_url: fake.respondUrl,
          actions: [{ type: 'button', block_id: 'b', action_id: `${WRITE}#0`, value: 'box-1' }],
        }),
      more: (typed) =>
        called({
          type: 'block_actions',
          ...base('asha'),
          container: { type: 'view', view_id: 'V1' },
          view: { ...view, id: 'V1', state: state(typed) },
          actions: [{ type: 'button', block_id: 'b', action_id: `${MORE}#0` }],
        }),
      async submit(typed, { who = 'asha', id = next() } = {}) {
        if (!view) throw new Error('no form is open');
        const body = await bring({
          type: 'view_submission',
          ...base(who),
          view: { ...view, id: 'V1', hash: id, team_id: one.team, state: state(typed) },
        });
        return body === '' ? { as: 'closed', text: '', typed: null } : shown(JSON.parse(body));
      },
      async hello() {
        const { json } = all.event(one, says(one, 'help', { ts: `1795424400.${next()}` }));
        if (socket) {
          await socket.deliver(json);
          await slack.idle();
        } else await all.tell(one, { json });
        await s.settle();
      },
      calls: () => [s.slack.calls, ...fake.openings, ...fake.calls],
      answers: () => answers,
      said: () => [...s.lines, ...all.lines, ...hints],
      shut: () => fake.on('views.open', () => ({ ok: false, error: 'expired_trigger_id' })),
    };
  };

// -------------------------------------------------------------------------------------------------------------- Teams

const teamsDoor = async ({ s, hints }: Ground): Promise<Opened> => {
  await s.workspace('teams', TENANT, 'Ashcombe Council');
  const sealer = createSealer([stageSecret], 'teams references');
  const world = await createWorld((options) => ({
    ...options,
    bot: s.bot,
    references: createReferences({ prisma: s.prisma, sealer, clock: s.clock }),
    budgets: createBudgets({ prisma: s.prisma, clock: s.clock }),
    ids: systemIds,
  }));
  onTestFinished(() => world.close());
  const ref = `${TENANT}/${ALEX.aadObjectId}`;
  s.teams.profiles.set(ref, { name: 'Alex Wilber', active: true, guest: false, external: false });
  const stranger = { id: '29:1nobody', name: 'Nobody', aadObjectId: '11111111-3d56-4244-b585-20c8a42ed2b8' };
  const answers: string[] = [];
  let data: Json = {};
  const bring = async (name: string, value: Json, who: Who, id: string): Promise<Shown> => {
    world.clock.at = s.clock.now();
    const from = who === 'asha' ? ALEX : stranger;
    const { text } = await world.deliver({ ...activity('invoke', { name, value, from, replyToId: '1795' }), id });
    answers.push(text);
    if (text === '') return { as: 'closed', text: '', typed: null };
    const body = JSON.parse(text) as Json;
    const nodes = [...nodesOf(under(body, 'content'))];
    const input = nodes.find(({ type }) => type === 'Input.Text');
    if (!input) return { as: 'words', text: readable(body), typed: null };
    const button = nodes.find((node) => node.type === 'Action.Submit' && (node.data as Json)?.form === WRITE);
    const isRefused = nodes.some(({ color }) => color === 'Attention');
    data = (button?.data as Json) ?? data;
    return { as: isRefused ? 'refused' : 'form', text: readable(body), typed: String(input.value ?? '') };
  };
  const press = { action: WRITE, value: 'box-1', msteams: { type: 'task/fetch' } };
  return {
    ref,
    press: (who = 'asha') => bring('task/fetch', { data: press, context: { theme: 'default' } }, who, freshId()),
    more: (typed) => bring('task/submit', { data: { action: MORE, value: '', f_text: typed } }, 'asha', freshId()),
    submit: (typed, { who = 'asha', id = freshId() } = {}) =>
      bring('task/submit', { data: { ...data, f_text: typed }, context: { theme: 'default' } }, who, id),
    async hello() {
      world.clock.at = s.clock.now();
      await world.deliver(activity('message', { text: 'help' }));
      await s.settle();
    },
    calls: () => [s.teams.calls, ...world.connector.calls],
    answers: () => answers,
    said: () => [...s.lines, ...world.lines, ...hints],
    shut: () => undefined,
  };
};

// -------------------------------------------------------------------------------------------------------------- pages

/** In the shape of a token, and taken for one by a test alone. */
const NOBODY = 'a.b.c';

const pageDoor = async ({ s, hints }: Ground): Promise<Opened> => {
  await s.workspace('slack', 'T0ASHCOMBE', 'Ashcombe Council');
  const asha = s.actor('slack', 'T0ASHCOMBE', 'U0ASHA');
  const nobody = { kind: 'user', platform: 'slack', id: 'T0ASHCOMBE/U0NOBODY' } as const;
  const web = await served(s, {
    byToken: async (token) => (token === NOBODY ? { account: nobody, workspace: 'T0ASHCOMBE' } : null),
  });
  const visitor = await web.signedIn(asha);
  const stranger = new Visitor(web.url);
  stranger.token = NOBODY;
  const answers: string[] = [];
  const shown = ({ status, body }: Awaited<ReturnType<Visitor['press']>>): Shown => {
    answers.push(JSON.stringify(body));
    const { reply } = body;
    if (status === 422) return { as: 'refused', text: JSON.stringify(reply), typed: null };
    if (status !== 200) return { as: 'refused', text: body.said ?? '', typed: null };
    switch (reply?.kind) {
      case 'ask': {
        const [field] = reply.form.fields;
        return { as: 'form', text: readable(reply), typed: field?.field === 'paragraph' ? (field.value ?? '') : null };
      }
      case 'nothing':
        return { as: 'closed', text: '', typed: null };
      default:
        return { as: 'words', text: readable(reply), typed: null };
    }
  };
  return {
    ref: asha.ref.id,
    press: async (who = 'asha') => shown(await (who === 'asha' ? visitor : stranger).press(WRITE, 'box-1')),
    // A page's form has no buttons beside its fields.
    more: async (typed) => ({ as: 'form', text: '', typed }),
    async submit(typed, { who = 'asha', id } = {}) {
      const named = id === undefined ? crypto.randomUUID() : `00000000-0000-4000-8000-${id.padStart(12, '0')}`;
      return shown(await (who === 'asha' ? visitor : stranger).submit(WRITE, 'box-1', { text: typed }, named));
    },
    async hello() {
      await visitor.hello();
      await s.settle();
    },
    calls: () => [s.slack.calls, s.teams.calls],
    answers: () => answers,
    said: () => [...s.lines, ...hints],
    shut: () => undefined,
  };
};
