/** Reads a request's body up to a limit, without ever holding more than the limit in memory. */
import type { IncomingMessage } from 'node:http';

/** How much of a body that is too large is still read and thrown away, so that the sender gets to see the answer. */
const PATIENCE = 16 * 1024 * 1024;

/** The body; 'large' when it exceeds `limit` bytes; 'gone' when the sender hung up or was too slow. */
export function readBody(req: IncomingMessage, limit: number): Promise<Buffer | 'large' | 'gone'> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    req.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= limit) parts.push(part);
      else {
        parts.length = 0;
        if (size > limit + PATIENCE) resolve('large');
      }
    });
    req.on('end', () => resolve(size <= limit ? Buffer.concat(parts, size) : 'large'));
    req.on('error', () => resolve('gone'));
    req.on('close', () => resolve('gone'));
  });
}
