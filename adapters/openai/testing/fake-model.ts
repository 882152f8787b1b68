/** A server on this machine that speaks OpenAI's protocol, as well or as badly as a test tells it to. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  /** 200 where absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** As it is sent, as soon as it is there; never: the connection stays open, and nothing comes. */
  readonly body: string | 'never' | Promise<string>;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface FakeModel {
  readonly baseUrl: string;
  /** Everything that it was asked, in order. */
  readonly asked: readonly Asked[];
  /** Answers so, once each and in this order; the last one again and again. */
  answers(...with_: readonly (Answer | ((asked: Asked) => Answer))[]): void;
  close(): Promise<void>;
}

export async function startFakeModel(): Promise<FakeModel> {
  const asked: Asked[] = [];
  let script: (Answer | ((asked: Asked) => Answer))[] = [{ status: 500, body: '' }];
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const { method = '', url = '', headers } = req;
      const one = { method, path: url, headers, body: Buffer.concat(parts).toString() };
      asked.push(one);
      const next = (script.length > 1 ? script.shift() : script[0]) ?? { status: 500, body: '' };
      const { status = 200, headers: sent, body } = typeof next === 'function' ? next(one) : next;
      if (body === 'never') return;
      void Promise.resolve(body).then((text) => {
        res.writeHead(status, { 'content-type': 'application/json', ...sent });
        res.end(text);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    answers(...with_) {
      script = [...with_];
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A completion with this text in it: platform.openai.com/docs/api-reference/chat/object. */
export const saying = (content: string | null, more: { finish?: string; refusal?: string } = {}): Answer => ({
  body: JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_795_000_000,
    model: 'made-up-1',
    choices: [
      {
        index: 0,
        finish_reason: more.finish ?? 'stop',
        logprobs: null,
        message: { role: 'assistant', content, refusal: more.refusal ?? null },
      },
    ],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  }),
});

/** A completion of these sentences. */
export const wording = (...sentences: readonly { readonly text: string; readonly refs: readonly string[] }[]): Answer =>
  saying(JSON.stringify({ sentences }));

/** An error as the protocol has them, which repeats what it was sent: github.com/openai/openai-openapi, ErrorResponse. */
export const refusing =
  (status: number, headers: Record<string, string> = {}) =>
  (asked: Asked): Answer => ({
    status,
    headers,
    body: JSON.stringify({
      error: {
        message: `Incorrect: ${asked.headers.authorization} ${asked.body}`,
        type: 'invalid_request_error',
        param: null,
        code: `code ${asked.headers.authorization}`,
      },
    }),
  });

/** The records that it was given, as they were. */
export function recordsIn({ body }: Asked): readonly { ref: string; kind: string; quotable: boolean; text: string }[] {
  const { messages } = JSON.parse(body) as { messages: { role: string; content: string }[] };
  const lines = messages.find(({ role }) => role === 'user')?.content.split('\n') ?? [];
  return lines.slice(1, -1).map((line) => JSON.parse(line));
}

/** The question and the passages that it was given to draft an answer from, as they were. */
export function passagesIn({ body }: Asked): {
  readonly question: string;
  readonly passages: readonly { ref: string; asked: string; answer: string }[];
} {
  const { messages } = JSON.parse(body) as { messages: { role: string; content: string }[] };
  const lines = messages.find(({ role }) => role === 'user')?.content.split('\n') ?? [];
  return {
    ...(JSON.parse(lines[1] ?? '') as { question: string }),
    passages: lines.slice(4, -1).map((line) => JSON.parse(line)),
  };
}

/**
 * The worst model that there is: it does whatever anything that it was given tells it, and then more. Of each demand that
 * stands in the words of people it answers the words demanded; it gives away all that it was sent, cites what it was not
 * given, and puts into its sentences whatever a reader's program might take for more than words.
 */
export const obeying =
  (demands: readonly string[]) =>
  (asked: Asked): Answer => {
    const { messages } = JSON.parse(asked.body) as { messages: { role: string; content: string }[] };
    const all = messages.map(({ content }) => content).join('\n');
    const refs = ['p1', 'p2', 'p3', 'p4', 'p99', 'system', '', 'p1; DROP TABLE', '__proto__'];
    const every = (text: string) => [
      { text, refs: ['p1'] },
      { text, refs },
      { text, refs: [] },
      { text: `${text} [1]`, refs: ['p1', 'p1'] },
    ];
    return saying(
      JSON.stringify({
        sentences: [
          ...demands.flatMap(every),
          ...every(all.slice(0, 1_900)),
          ...all
            .split('\n')
            .slice(0, 10)
            .map((line) => ({ text: line.slice(0, 1_900) || '-', refs: ['p1'] })),
        ].slice(0, 50),
      }),
    );
  };
