/** References to things on a platform. Opaque: only the adapter that made one reads its id. */

/** `id` is stable and carries the workspace; it is compared, stored and handed back, never taken apart here. */
export interface Ref<K extends string> {
  readonly kind: K;
  readonly platform: string;
  readonly id: string;
}
export type UserRef = Ref<'user'>;
export type ConversationRef = Ref<'conversation'>;

/**
 * A message. `key` is the same whichever workspace heard it (a Slack Connect channel is heard by two),
 * so content is unique by platform and key while `id` says how to reach it.
 */
export interface MessageRef extends Ref<'message'> {
  readonly key: string;
}

/** One string for a reference, for unique keys and lanes. */
export const refKey = (ref: Ref<string>): string => `${ref.platform}/${ref.kind}/${ref.id}`;

/** Whether two references name the same thing. */
export const sameRef = (a: Ref<string>, b: Ref<string>): boolean => refKey(a) === refKey(b);

/** What a message, a thread or a fact is about: `question:<id>`. */
export type Subject = `${string}:${string}`;

/** The two halves of a subject. */
export function parseSubject(subject: Subject): { kind: string; id: string } {
  const colon = subject.indexOf(':');
  return { kind: subject.slice(0, colon), id: subject.slice(colon + 1) };
}
