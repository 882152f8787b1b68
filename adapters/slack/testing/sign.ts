/** Requests as Slack sends them: signed over the exact bytes, with the time in the signature. */
import { createHmac } from 'node:crypto';

/** The signature of a body at a time; docs.slack.dev/authentication/verifying-requests-from-slack. */
export const sign = (secret: string, seconds: number, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;

export interface SignedRequest {
  readonly method: 'POST';
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** `json` for events, `payload` for interactions, `form` for commands; as `fetch` takes it. */
export function signed(
  secret: string,
  content: { json: unknown } | { payload: unknown } | { form: Record<string, string> } | { raw: string; type: string },
  at: Date,
  headers: Record<string, string> = {},
): SignedRequest {
  const form = 'application/x-www-form-urlencoded';
  const [body, type] =
    'json' in content
      ? [JSON.stringify(content.json), 'application/json']
      : 'payload' in content
        ? [new URLSearchParams({ payload: JSON.stringify(content.payload) }).toString(), form]
        : 'form' in content
          ? [new URLSearchParams(content.form).toString(), form]
          : [content.raw, content.type];
  const seconds = Math.floor(at.getTime() / 1000);
  return {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': sign(secret, seconds, body),
      ...headers,
    },
    body,
  };
}
