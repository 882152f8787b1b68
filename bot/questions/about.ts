/** What a form carries of the message from which it was opened: its address and its files, named and linked. */
import type { FileNote, Said } from '../core/inbound.ts';
import { z } from '../core/schema.ts';
import { isWeb } from '../words/typed.ts';

export interface About {
  readonly link: string;
  readonly files: readonly FileNote[];
}

/** Bytes: a modal's 3,000 characters hold this sealed and in base64, with the place beside it (adapters/slack/carry.ts). */
const LIMIT = 1_800;
const NAME = { start: 60, end: 15 } as const;
const TYPE = 60;
const MOST = 20;

/** A file's address is '' where it is the message's own. */
type Short = [name: string, type: string, bytes: number | null, link: string];

/** @returns the form's context; '' where there is nothing to carry. What does not fit is there as "a file" of the message. */
export function carryAbout({ link, files }: Pick<Said, 'link' | 'files'>): string {
  if (!isWeb(link)) return '';
  const short = files.map((file): Short => {
    const own = file.link !== link && isWeb(file.link) ? file.link : '';
    return [shortName(file.name), file.type.slice(0, TYPE).toWellFormed(), file.bytes ?? null, own];
  });
  const without = short.map(([name, type, bytes]): Short => [name, type, bytes, '']);
  const fewer = without.map((_, left) => [...without.slice(0, -left - 1), OTHERS]);
  const tries = [short, without, ...fewer].map((some) => JSON.stringify({ l: link, f: some }));
  return tries.find(fits) ?? '';
}

/** Those that are left out, together. */
const OTHERS: Short = ['', 'file', null, ''];

/** As it travels: a string within JSON. */
const fits = (context: string): boolean =>
  Buffer.byteLength(JSON.stringify(context)) <= LIMIT && (JSON.parse(context) as { f: unknown[] }).f.length <= MOST;

/** Its beginning and its end, which says of what kind it is. */
function shortName(name: string): string {
  const isLong = name.length > NAME.start + NAME.end;
  return (isLong ? `${name.slice(0, NAME.start)}…${name.slice(-NAME.end)}` : name).toWellFormed();
}

const web = z.string().max(4_000).refine(isWeb);
const shape = z.object({
  l: web,
  f: z
    .array(
      z.tuple([
        z.string().max(NAME.start + NAME.end + 1),
        z.string().max(TYPE),
        z.number().int().nonnegative().nullable(),
        z.union([z.literal(''), web]),
      ]),
    )
    .max(MOST),
});

/** What came back with a form: not every platform brings a context back unopened, so it is read as anybody's. */
export function readAbout(context: string): About | null {
  const read = shape.safeParse(parsed(context));
  if (!read.success) return null;
  const { l: link, f } = read.data;
  return {
    link,
    files: f.map(([name, type, bytes, own]) => ({
      name,
      type,
      ...(bytes === null ? {} : { bytes }),
      link: own || link,
    })),
  };
}

function parsed(context: string): unknown {
  try {
    return JSON.parse(context);
  } catch {
    return null;
  }
}
