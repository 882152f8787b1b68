/** What a community owns as it is exported, and read again elsewhere. */
import { z } from '../../core/schema.ts';
import { StartError } from '../../core/start-error.ts';
import type { Run } from '../../core/text.ts';
import { type Draft, draftOf, type Skipped, type Source, sorted } from './draft.ts';

/** The file for machines in an export. */
export const EXPORTED = 'guildhall.json';
export const FORMAT = 'guildhall-community-1';

/** A sign that the database keeps nowhere may be written as an escape. */
const words = z
  .string()
  .max(100_000)
  .transform((text) => text.replaceAll('\u0000', ''));

/** Whether a clock can be read in it. */
function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const style = z.object({ bold: z.boolean(), italic: z.boolean(), strike: z.boolean(), code: z.boolean() }).partial();
const run: z.ZodType<Run> = z.lazy(() =>
  z.discriminatedUnion('run', [
    z.object({ run: z.literal('text'), text: words, style: style.optional() }),
    z.object({ run: z.literal('link'), url: z.url({ protocol: /^https?$/ }), text: words, style: style.optional() }),
    // Who is named is nobody here.
    z.object({ run: z.literal('person'), name: words }),
    z.object({
      run: z.literal('time'),
      at: z.iso.datetime(),
      zone: words.refine(isZone),
      style: z.enum(['day', 'minute']),
    }),
    z.object({ run: z.literal('code'), text: words }),
    z.object({ run: z.literal('quote'), of: z.array(run) }),
    z.object({ run: z.literal('list'), ordered: z.boolean(), items: z.array(z.array(run)) }),
  ]),
) as z.ZodType<Run>;

const exported = z.object({
  format: z.literal(FORMAT),
  community: z.object({ id: words, name: words }),
  items: z.array(
    z.object({
      id: words,
      kind: z.enum(['note', 'link', 'faq']),
      state: z.enum(['kept', 'obsolete']),
      title: words,
      text: z.union([words, z.array(run)]),
      link: words.nullable(),
      official: words.nullable(),
      tags: z.array(words),
      reviewBy: words,
      /** Who kept it, with their organisation. */
      by: words,
    }),
  ),
});

/** Its items; questions and answers are in it to be read: who asked and answered them is not here. @throws StartError */
export function readExported(contents: string): Source {
  let read: ReturnType<typeof exported.safeParse>;
  try {
    read = exported.safeParse(JSON.parse(contents));
  } catch {
    // Nor is one that is nested without end.
    throw new StartError(`${EXPORTED} is no JSON: it was changed, or is not whole.`);
  }
  if (!read.success) throw new StartError(`${EXPORTED} is no export of a community, or one of a later version.`);
  const { community, items } = read.data;
  const found = items.map((item, at): Draft | Skipped => {
    const draft = draftOf({
      key: item.id,
      at: `item ${at + 1}`,
      kind: item.kind,
      title: item.title,
      text: item.text as Draft['text'],
      ...(item.link === null ? {} : { link: item.link }),
      ...(item.official === null ? {} : { official: item.official }),
      tags: item.tags.join(','),
      review: item.reviewBy,
    });
    return 'why' in draft ? draft : { ...draft, state: item.state, credit: item.by };
  });
  return {
    name: `guildhall:${community.id}`,
    ...sorted(found),
    understood: [`an export of ${community.name}: its items; its questions and answers stay in it to be read`],
  };
}
