/** The page's side of what it and the server say to each other. */
import type { Reply } from '../../../bot/core/reply.ts';
import type { Acted, Hello, Problem } from '../shapes.ts';
import type { AroundTab } from '../teams.ts';

/** By what the server knows who is here: a cookie with the word that belongs to it, or a token of Teams. */
export type Vouched =
  | { readonly by: 'session'; readonly csrf: string | null }
  | { readonly by: 'teams'; readonly tab: AroundTab };

/** `status` 0: the server was not reached. `said` is '' then. */
export interface Failed {
  readonly ok: false;
  readonly status: number;
  readonly said: string;
  readonly reply: Reply | null;
}
export type Answer<T> = { readonly ok: true; readonly body: T } | Failed;

const unreached: Failed = { ok: false, status: 0, said: '', reply: null };

export interface Server {
  hello(): Promise<Answer<Hello>>;
  link(link: string): Promise<Answer<{ readonly name: string; readonly organisation: string }>>;
  /** Uses a link up: from then on this browser is known. */
  enter(link: string): Promise<Answer<{ readonly csrf: string }>>;
  leave(): Promise<Answer<unknown>>;
  read<T>(name: string, input: unknown): Promise<Answer<T>>;
  /** @param values what stands in the form that has the button */
  press(action: string, value: string, values?: Values): Promise<Answer<Acted>>;
  submit(form: string, context: string, values: Values): Promise<Answer<Acted>>;
}

/** What stands in a form, by field: words, or chosen values. */
export type Values = Readonly<Record<string, string | readonly string[]>>;

/** @param vouched asked at each call: it changes when somebody comes in */
export function createServer(vouched: () => Vouched): Server {
  /** What was sent and not answered: sent again, it is the same act, and has one effect. */
  const unanswered = new Map<string, string>();

  async function send<T>(path: string, body: unknown, anew = false): Promise<Answer<T>> {
    const how = vouched();
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    let response: Response;
    try {
      if (how.by === 'teams') headers.authorization = `Bearer ${await how.tab.token(anew)}`;
      else if (how.csrf !== null) headers['x-guildhall-csrf'] = how.csrf;
      response = await fetch(`/pages/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    } catch {
      return unreached;
    }
    if (response.status === 401 && how.by === 'teams' && !anew) return send(path, body, true);
    const got: unknown = await response.json().catch(() => null);
    if (response.ok) return { ok: true, body: got as T };
    const { said = '', reply = null } = (got ?? {}) as Partial<Problem>;
    return { ok: false, status: response.status, said, reply };
  }

  async function act(path: string, body: object): Promise<Answer<Acted>> {
    const what = `${path} ${JSON.stringify(body)}`;
    const id = unanswered.get(what) ?? crypto.randomUUID();
    unanswered.set(what, id);
    const answer = await send<Acted>(path, { id, ...body });
    if (answer.ok || answer.status !== 0) unanswered.delete(what);
    // A form that is refused by field is an answer like any other.
    return !answer.ok && answer.status === 422 && answer.reply ? { ok: true, body: { reply: answer.reply } } : answer;
  }

  return {
    hello: () => send('hello', {}),
    link: (link) => send('link', { link }),
    enter: (link) => send('enter', { link }),
    leave: () => send('leave', {}),
    read: (name, input) => send(`read/${name}`, input),
    press: (action, value, values) => act(`press/${action}`, { value, ...(values && { values }) }),
    submit: (form, context, values) => act(`submit/${form}`, { context, values }),
  };
}
