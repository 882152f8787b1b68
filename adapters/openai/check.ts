/** Whether the configured language model is there, without asking it anything that costs. */
import { z } from '../../bot/core/schema.ts';
import { type ClientHow, type Endpoint, openClient, toModelError } from './client.ts';

/** `silent`: the endpoint answers and does not say which models it has. `failed`: with what code it answers. */
export type ModelState =
  | { readonly state: 'there' | 'unlisted' | 'silent' | 'refused' | 'unreachable' }
  | { readonly state: 'failed'; readonly code: string };

const DEADLINE_MS = 10_000;

const models = z.object({ data: z.array(z.object({ id: z.string() })) });

/**
 * Asks the endpoint which models it has: platform.openai.com/docs/api-reference/models/list. Never throws, and takes ten
 * seconds at most.
 */
export async function checkModel(
  endpoint: Endpoint,
  { fetch, requestMs = DEADLINE_MS }: { readonly fetch?: ClientHow['fetch']; readonly requestMs?: number } = {},
): Promise<ModelState> {
  const client = openClient({ ...endpoint, requestMs, retries: 0, ...(fetch && { fetch }) });
  try {
    // The page as it came: the library's own reading of it takes any answer.
    const listed = models.safeParse(await client.get<unknown>('/models'));
    if (!listed.success) return { state: 'silent' };
    return { state: listed.data.data.some(({ id }) => id === endpoint.model) ? 'there' : 'unlisted' };
  } catch (error) {
    const { code } = toModelError(error);
    if (code === 'status-401' || code === 'status-403') return { state: 'refused' };
    if (code === 'status-404' || code === 'status-405') return { state: 'silent' };
    if (code === 'unreachable' || code === 'timeout') return { state: 'unreachable' };
    return { state: 'failed', code };
  }
}
