/** A small feature for tests of private deliveries: people keep a note, and nothing says whose it is. Its table is made by the test. */
import { createHmac } from 'node:crypto';
import type { OpenPrivateStores } from '../../prisma/private.ts';
import type { AssembleNeeds } from '../assemble.ts';
import type { Card, Form } from '../core/card.ts';
import { words } from '../core/card.ts';
import { Refusal } from '../core/feature.ts';
import type { PrivateHandler, PrivateTurn, PrivateWork } from '../core/private.ts';
import { ask, invalid, type Reply, replace, tell } from '../core/reply.ts';
import type { Stage } from './stage.ts';

export const WRITE = 'notes.write';
/** Of a button beside the form's fields. */
export const MORE = 'notes.more';
/** What no note may be. */
export const REFUSED = 'refused';

interface NoteStore {
  of(mark: Buffer): Promise<string | null>;
  keep(note: { id: string; mark: Buffer; text: string; day: string }): Promise<void>;
}

export interface Notes {
  readonly beside: NonNullable<AssembleNeeds['beside']>;
  /** Everything that a handler was given. */
  readonly turns: PrivateTurn[];
  /** What happens in a handler besides, once it has read or written. */
  meanwhile: (w: PrivateWork) => Promise<Reply | null>;
  /** Makes the table. */
  open(s: Pick<Stage, 'prisma'>): Promise<void>;
  /** The texts that are kept. */
  kept(s: Pick<Stage, 'prisma'>): Promise<readonly string[]>;
}

const KEY = Buffer.alloc(32, 9);
const markOf = (who: string): Buffer => createHmac('sha256', KEY).update(who).digest();

const store: OpenPrivateStores = (tx) => {
  const notes: NoteStore = {
    async of(mark) {
      const [row] = await tx.$queryRaw<{ text: string }[]>`SELECT text FROM private_note WHERE mark = ${mark}`;
      return row?.text ?? null;
    },
    async keep({ id, mark, text, day }) {
      await tx.$executeRaw`
        INSERT INTO private_note (id, mark, text, day) VALUES (${id}::uuid, ${mark}, ${text}, ${day}::date)
        ON CONFLICT (mark) DO UPDATE SET text = EXCLUDED.text, day = EXCLUDED.day`;
    },
  };
  return { notes } as unknown as ReturnType<OpenPrivateStores>;
};
const notesOf = (w: PrivateWork): NoteStore => (w as PrivateWork & { notes: NoteStore }).notes;

export const card = (summary: string): Card => ({
  summary,
  blocks: [{ block: 'text', as: 'body', text: summary }],
});

export const noteForm = (value: string): Form => ({
  form: WRITE,
  context: 'box-1',
  title: 'A note',
  rows: [{ block: 'row', text: 'Another', button: { button: 'action', action: MORE, value: '', label: 'More' } }],
  fields: [{ field: 'paragraph', name: 'text', label: 'Your note', value }],
  submit: 'Keep',
  cancel: 'Cancel',
});

/** A feature of its own for each test. */
export function notes(): Notes {
  const turns: PrivateTurn[] = [];
  const open: PrivateHandler = async (turn) => {
    turns.push(turn);
    const { w, who, event } = turn;
    const typed = event.name === MORE ? words(event.values.text) : await notesOf(w).of(markOf(who));
    return (await self.meanwhile(w)) ?? ask(noteForm(typed ?? ''));
  };
  const write: PrivateHandler = async (turn) => {
    turns.push(turn);
    const { w, who, event } = turn;
    const text = words(event.values.text);
    await notesOf(w).keep({ id: w.id(), mark: markOf(who), text, day: w.day });
    if (text === '') return invalid({ text: 'Write something.' });
    if (text === REFUSED) throw new Refusal(card('That is not for here.'));
    return (await self.meanwhile(w)) ?? tell(card('It is kept.'));
  };
  const self: Notes = {
    turns,
    beside: {
      features: [
        {
          name: 'notes',
          privately: { actions: { [WRITE]: open, [MORE]: open }, forms: { [WRITE]: write } },
          acts: { press: [WRITE], submit: [WRITE] },
          // Anybody gets the button.
          commands: { notes: { handle: async () => tell(buttonCard) } },
          actions: { 'notes.swap': async () => replace(buttonCard), 'notes.leak': async () => ask(noteForm('')) },
        },
      ],
      privateStores: store,
    },
    meanwhile: async () => null,
    async open({ prisma }) {
      await prisma.$executeRaw`
        CREATE TABLE private_note (id uuid PRIMARY KEY, mark bytea UNIQUE NOT NULL, text text NOT NULL, day date NOT NULL)`;
    },
    async kept({ prisma }) {
      const rows = await prisma.$queryRaw<{ text: string }[]>`SELECT text FROM private_note ORDER BY text`;
      return rows.map(({ text }) => text);
    },
  };
  return self;
}

export const buttonCard: Card = {
  summary: 'Write a note',
  blocks: [
    {
      block: 'buttons',
      buttons: [{ button: 'action', action: WRITE, value: 'box-1', label: 'Write', opens: true }],
    },
  ],
};
