/** What may be said in a log of something that went wrong. */
import { ChatError } from './chat.ts';

/** What may be logged of an error: its class and code, never its text, which may quote a person. */
export function describe(error: unknown): { error: string; code?: string; at?: string } {
  if (error instanceof ChatError) return { error: error.message };
  if (!(error instanceof Error)) return { error: typeof error };
  const codes = [codeIn(error), originalCode(error)].filter((code) => code !== null);
  const code = codes.length > 0 ? { code: codes.join('/') } : {};
  const frame = error.stack
    ?.split('\n')
    .find((line) => line.includes('/bot/') || line.includes('/prisma/') || line.includes('/adapters/'));
  const at = frame ? /((?:bot|prisma|adapters|jobs)\/[\w./-]+:\d+)/.exec(frame)?.[1] : undefined;
  return { error: error.name, ...code, ...(at ? { at } : {}) };
}

const codeIn = (error: object): string | null =>
  'code' in error && typeof error.code === 'string' ? error.code : null;

/** Of what an error says that it came of, however deep: a wrapper's own code says little. Codes alone, never words. */
function originalCode(error: unknown, depth = 0): string | null {
  if (typeof error !== 'object' || error === null || depth > 4) return null;
  if ('originalCode' in error && typeof error.originalCode === 'string') return error.originalCode;
  for (const name of ['meta', 'driverAdapterError', 'cause'] as const) {
    const found = name in error ? originalCode((error as Record<string, unknown>)[name], depth + 1) : null;
    if (found !== null) return found;
  }
  return null;
}
