/** What the page and the server say to each other, as types and as the schemas of what the page sends. */
import type { Reply } from '../../bot/core/reply.ts';
import { z } from '../../bot/core/schema.ts';
import type { PageWords } from '../../bot/words/page-words.ts';

/** A name of a read, an action or a form. */
export const NAME = /^[a-z][a-z.-]{0,59}$/;

const id = z.uuid();

/** The secret of a link. */
export const linkShape = z.object({ link: z.string().max(100) });

/** What stands in a form, by field: words, or chosen values. What is empty is absent, as from every platform. */
const valuesShape = z
  .record(z.string().max(60), z.union([z.string().max(5_000), z.array(z.string().max(300)).max(100)]))
  .transform((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value.length > 0)));

/** A button: what it carries comes back as it is, and what was filled in comes with it where it stands in a form. */
export const pressShape = z.object({ id, value: z.string().max(255), values: valuesShape.optional() });

/** A form, sent. */
export const submitShape = z.object({ id, context: z.string().max(300), values: valuesShape });

/** What the page is told first. */
export interface Hello {
  readonly words: PageWords;
  readonly locale: string;
  readonly zone: string;
  /** Null where nobody is signed in. */
  readonly me: { readonly name: string; readonly organisation: string } | null;
  /** What the page sends with everything that it does; null where it came with Teams' own token, or not at all. */
  readonly csrf: string | null;
  /** Buttons that are open to pages. */
  readonly press: readonly string[];
}

/** What became of a press or a form. */
export interface Acted {
  readonly reply: Reply;
  /** It was acted on before. */
  readonly known?: true;
}

/** Something went wrong, in words. */
export interface Problem {
  readonly said: string;
  /** What is to be shown in its place, where there is more than words. */
  readonly reply?: Reply;
}
