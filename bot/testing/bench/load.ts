/**
 * Load on one target: at a fixed rate whether or not it answers, or as fast as it answers. Own and small, because no load
 * tool signs each of Slack's bodies anew.
 */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Something that is asked again and again. */
export interface Target {
  readonly name: string;
  /** Asks once more. @returns when it was answered well; @throws where it was not */
  ask(): Promise<void>;
}

export interface Asked {
  /** Milliseconds from when each was to be sent until it was answered. */
  readonly waits: number[];
  readonly errors: number;
  readonly seconds: number;
}

/** The most that is under way at once at a fixed rate: what is beyond it waits here, and its wait is counted. */
const CONNECTIONS = 50;

/** A request to a server of this machine over connections that are kept. */
export interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** @param next gives each request, signed at the moment when it is sent */
export function httpTarget(name: string, url: string, next: () => Post): Target {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  return {
    name,
    ask: () =>
      new Promise((resolve, reject) => {
        const { headers, body } = next();
        const length = Buffer.byteLength(body);
        const sent = request(
          url,
          { agent, method: 'POST', headers: { ...headers, 'content-length': length } },
          (res) => {
            res.resume();
            res.on('end', () => {
              if (res.statusCode === 200) resolve();
              else reject(new Error(`${name} answered ${res.statusCode}`));
            });
          },
        );
        sent.on('error', reject);
        sent.end(body);
      }),
  };
}

/** Asks `rate` times a second for so many seconds. A late answer delays no other request: waits count from the moment that was meant. */
export async function paced(target: Target, rate: number, seconds: number): Promise<Asked> {
  const waits: number[] = [];
  let errors = 0;
  const all: Promise<void>[] = [];
  const began = performance.now() + 20;
  for (let sent = 0; sent < rate * seconds; sent += 1) {
    const due = began + (sent * 1_000) / rate;
    await until(due);
    all.push(
      target.ask().then(
        () => void waits.push(performance.now() - due),
        () => {
          errors += 1;
        },
      ),
    );
  }
  await Promise.all(all);
  return { waits, errors, seconds: (performance.now() - began) / 1_000 };
}

/** Timers are late by up to a millisecond: the last one is waited for turn by turn. */
async function until(due: number): Promise<void> {
  const left = due - performance.now();
  if (left > 2) await sleep(left - 1.5);
  while (performance.now() < due) await new Promise(setImmediate);
}

/** Asks over so many connections, on each anew as soon as it is answered. */
export async function flatOut(target: Target, connections: number, seconds: number): Promise<Asked> {
  const waits: number[] = [];
  let errors = 0;
  const began = performance.now();
  const end = began + seconds * 1_000;
  const one = async (): Promise<void> => {
    for (;;) {
      const at = performance.now();
      if (at >= end) return;
      await target.ask().then(
        () => void waits.push(performance.now() - at),
        () => {
          errors += 1;
        },
      );
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return { waits, errors, seconds: (performance.now() - began) / 1_000 };
}
