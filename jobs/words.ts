/** What may be written into the queue: ids in job data, and of an error only its kind, its code and its place. */
import type { JobData, JobDefinition, Log } from '../bot/core/ports.ts';

/** Longer than any id of a platform; whatever is longer is content and has no business here. */
const longestId = 500;

/** A NUL, which Postgres refuses in text and JSON, and halves of characters, which it refuses in JSON (fault 4). */
const unstorable = /\0|\p{Surrogate}/u;

/** A job that cannot be taken: its message says why without a word of its data. */
export class JobRefused extends Error {
  override readonly name = 'JobRefused';
}

/**
 * A job's data as its definition wants them: on the way in, and again at the worker's door.
 * @throws JobRefused where they do not fit, or hold what the queue cannot store
 */
export function checkData<D extends JobData>(definition: JobDefinition<D>, data: unknown): D {
  const parsed = definition.schema.safeParse(data);
  if (!parsed.success) {
    const problem = parsed.error.issues[0];
    throw new JobRefused(`Its data do not fit: ${problem?.code ?? 'unknown'} at ${fieldOf(problem?.path ?? [])}`);
  }
  for (const [field, value] of Object.entries(parsed.data)) {
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) throw new JobRefused(`Its data do not fit: no number at ${fieldOf([field])}`);
      continue;
    }
    if (unstorable.test(value)) throw new JobRefused(`Its data cannot be stored: ${fieldOf([field])}`);
    if (value.length > longestId) throw new JobRefused(`Its data are longer than any id: ${fieldOf([field])}`);
  }
  return parsed.data;
}

/** A field's name, where it looks like one that we gave. */
function fieldOf(path: readonly PropertyKey[]): string {
  const name = path.map(String).join('.');
  return /^\w{1,40}$/.test(name) ? name : 'a field';
}

/**
 * An error in a few safe words, such as `ChatError busy at slack/speak.ts:41`. Never its message: a platform's
 * holds what people wrote, and one with a NUL in it leaves the job active until it stalls (fault 4).
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? 'a thrown string' : `a thrown ${typeof error}`;
  const parts = [safeWord(error.name) ?? 'Error'];
  for (const key of ['code', 'reason', 'status', 'statusCode'] as const) {
    const word = key in error ? safeWord(Reflect.get(error, key)) : undefined;
    if (word !== undefined && !parts.includes(word)) parts.push(word);
  }
  const place = placeOf(error);
  return place === undefined ? parts.join(' ') : `${parts.join(' ')} at ${place}`;
}

function safeWord(value: unknown): string | undefined {
  const word = typeof value === 'number' ? String(value) : value;
  return typeof word === 'string' && /^[\w.-]{1,40}$/.test(word) ? word : undefined;
}

/** The innermost place in our own sources, found below the message: the message could imitate a stack. */
function placeOf(error: Error): string | undefined {
  const stack = error.stack ?? '';
  const at = stack.indexOf(error.message);
  const frames = at < 0 ? '' : stack.slice(at + error.message.length);
  for (const line of frames.split('\n')) {
    if (line.includes('node_modules')) continue;
    const found = /([\w.-]+\/[\w.-]+\.tsx?):(\d+):\d+\)?$/.exec(line);
    if (found) return `${found[1]}:${found[2]}`;
  }
  return undefined;
}

/** The queue gave a job to somebody else, or forgot it, while it was being worked on. */
const lostJob = /could not renew lock|missing lock|lock mismatch|missing key for job|is not in the active state/i;

/**
 * Says what the queue's own software complains of. A job that was lost is no fault: it is run again, here or elsewhere,
 * and every work is safe to run twice; but where it is said often, the machine is too small.
 */
export function sayQueueError(log: Log, error: Error): void {
  const isLost = lostJob.test(error.message);
  log[isLost ? 'warn' : 'error'](isLost ? 'queue.lock_lost' : 'queue.error', {
    error: describeError(error),
    said: cleanWords(error.message),
  });
}

/** Words of the queue's own software, whose messages hold ids at most, made storable and short. */
export function cleanWords(words: string): string {
  return words
    .replaceAll(/\0|\p{Surrogate}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 200);
}
