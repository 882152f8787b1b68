/** Forms on pages, over real sockets: what was filled in comes with a button that stands in one, and what is empty is absent. */
import { expect, onTestFinished, test } from 'vitest';
import { createHttpServer } from '../../adapters/http/server.ts';
import { createWeb } from '../../adapters/web/index.ts';
import { systemClock, systemIds } from '../clock.ts';
import type { Inbound } from '../core/inbound.ts';
import { createPages } from '../core/pages.ts';
import type { Log } from '../core/ports.ts';
import { nothing } from '../core/reply.ts';
import type { Recognition } from '../core/stores.ts';
import { createTables } from '../core/tables.ts';
import { Visitor } from '../testing/visitor.ts';
import { createWords } from '../words/catalogue.ts';

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined, with: () => log };

/** Pages with one button and one form, in which somebody is signed in. */
async function opened(): Promise<{ visitor: Visitor; acted: Inbound[] }> {
  const acted: Inbound[] = [];
  const handle = async () => nothing;
  const tables = createTables([
    {
      name: 'made',
      actions: { 'made.step': handle, 'made.hidden': handle },
      forms: { 'made.form': handle },
      acts: { press: ['made.step'], submit: ['made.form'] },
    },
  ]);
  const words = createWords();
  const shared = { clock: systemClock, ids: systemIds, log };
  const pages = createPages({
    ...shared,
    tables,
    words,
    bot: {
      accept: async () => undefined,
      act: async (event) => {
        acted.push(event);
        return { end: 'done', reply: nothing };
      },
      isPrivate: () => false,
      actPrivately: async () => ({ end: 'done', reply: { kind: 'nothing' } }),
    },
    run: async () => {
      throw new Error('nothing is read here');
    },
    recognition: {} as Recognition,
    chats: new Map(),
  });
  const account = { kind: 'user', platform: 'slack', id: 'T1/U1' } as const;
  const web = createWeb({
    pages,
    acts: tables.acts,
    sessions: {
      ofLink: async () => null,
      open: async () => ({ token: 's'.repeat(43), endsAt: new Date('2099-01-01') }),
      of: async () => ({ account, workspace: 'T1' }),
      end: async () => undefined,
    },
    byToken: async () => null,
    words,
    publicUrl: 'https://guild.ashcombe.example',
    clock: systemClock,
  });
  const server = createHttpServer({ ...shared, routes: web.routes, port: 0, host: '127.0.0.1' });
  const { port } = await server.listen();
  onTestFinished(() => server.close());
  const visitor = new Visitor(`http://127.0.0.1:${port}`);
  await visitor.enters('l'.repeat(43));
  return { visitor, acted };
}

const id = () => crypto.randomUUID();
const filled = { title: 'Count', note: '', topics: ['a'], none: [], agreed: 'yes', when: '2026-11-12' };
const values = { title: 'Count', topics: ['a'], agreed: 'yes', when: '2026-11-12' };

test('a form comes with what was filled in, and without what was not', async () => {
  const { visitor, acted } = await opened();
  const sent = await visitor.post('submit/made.form', { id: id(), context: 'c', values: filled });
  expect(sent.status).toBe(200);
  expect(acted).toEqual([expect.objectContaining({ kind: 'submission', form: 'made.form', context: 'c', values })]);
});

test('a button in a form brings what was filled in so far; one in a card brings nothing of the kind', async () => {
  const { visitor, acted } = await opened();
  await visitor.post('press/made.step', { id: id(), value: '1', values: filled });
  await visitor.post('press/made.step', { id: id(), value: '1' });
  await visitor.post('press/made.step', { id: id(), value: '1', values: {} });
  expect(acted[0]).toMatchObject({ kind: 'action', action: 'made.step', value: '1', values });
  expect(acted[1]).not.toHaveProperty('values');
  // An emptied step is one: its handler hears that nothing stands in it.
  expect(acted[2]).toMatchObject({ values: {} });
});

test.each([
  ['words', 'x'],
  ['a number in a field', { title: 5 }],
  ['too many fields’ worth of words', { title: 'x'.repeat(5_001) }],
  ['a list of lists', { title: [['a']] }],
])('a button with %s for values is refused, and nothing is done', async (_what, odd) => {
  const { visitor, acted } = await opened();
  expect((await visitor.post('press/made.step', { id: id(), value: '1', values: odd })).status).toBe(400);
  expect(acted).toEqual([]);
});

test('a button that is not open to pages is not opened by what comes with it', async () => {
  const { visitor, acted } = await opened();
  expect((await visitor.post('press/made.hidden', { id: id(), value: '1', values: filled })).status).toBe(404);
  expect(acted).toEqual([]);
});
