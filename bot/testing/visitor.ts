/** Somebody at the pages: what their browser sends and keeps, over real sockets. */
import type { Acted, Hello, Problem } from '../../adapters/web/shapes.ts';
import type { Card, Form } from '../core/card.ts';
import type { Reply } from '../core/reply.ts';
import { wordsOf } from './words-of.ts';

export interface Answered<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

export class Visitor {
  readonly #url: string;
  /** What a browser sends by itself with each request of the page. */
  headers: Record<string, string> = {};
  cookie = '';
  csrf = '';
  /** In place of a session: what Teams vouches with. */
  token = '';

  constructor(url: string) {
    this.#url = url;
  }

  async post<T = unknown>(path: string, body: unknown, more: Record<string, string> = {}): Promise<Answered<T>> {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      ...(this.cookie && { cookie: this.cookie }),
      ...(this.csrf && { 'x-guildhall-csrf': this.csrf }),
      ...(this.token && { authorization: `Bearer ${this.token}` }),
      ...this.headers,
      ...more,
    };
    const answer = await fetch(`${this.#url}/pages/api/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as T, headers: answer.headers };
  }

  /** Uses a link. @param link as it was told, or its secret alone */
  async enters(link: string): Promise<Answered<{ csrf?: string } & Partial<Problem>>> {
    const answer = await this.post<{ csrf?: string } & Partial<Problem>>('enter', {
      link: link.split('#').at(-1)?.split('/', 1)[0],
    });
    const [cookie = ''] = answer.headers.getSetCookie();
    if (cookie !== '') this.cookie = cookie.split(';', 1)[0] ?? '';
    this.csrf = answer.body.csrf ?? '';
    return answer;
  }

  hello(): Promise<Answered<Hello>> {
    return this.post('hello', {});
  }

  async reads<T>(name: string, input: unknown = {}): Promise<T> {
    const { status, body } = await this.post<T & Partial<Problem>>(`read/${name}`, input);
    if (status !== 200) throw new Error(`${name} answered ${status}: ${body.said}`);
    return body;
  }

  press(action: string, value: string, id: string = crypto.randomUUID()): Promise<Answered<Acted & Partial<Problem>>> {
    return this.post(`press/${action}`, { id, value });
  }

  submit(
    form: string,
    context: string,
    values: Readonly<Record<string, string>>,
    id: string = crypto.randomUUID(),
  ): Promise<Answered<Acted & Partial<Problem>>> {
    return this.post(`submit/${form}`, { id, context, values });
  }
}

/** The card of what an act came to. */
export function cardIn(reply: Reply | undefined): Card {
  if (reply?.kind !== 'tell' && reply?.kind !== 'replace') throw new Error(`no card but ${reply?.kind}`);
  return reply.card;
}
export const saidIn = (reply: Reply | undefined): string => wordsOf(cardIn(reply));
export function formIn(reply: Reply | undefined): Form {
  if (reply?.kind !== 'ask') throw new Error(`no form but ${reply?.kind}`);
  return reply.form;
}
