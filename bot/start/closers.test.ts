/** The order of a stop, and what becomes of what is slow, broken or half made. */
import { describe, expect, it } from 'vitest';
import { createClosers, type Phase, Stopping } from './closers.ts';

const limits: Record<Phase, number> = { jobs: 40, requests: 40, handlers: 40, queue: 40, database: 40, postgres: 40 };

describe('closing', () => {
  it('is jobs first and the database server last, whatever was opened first; within a phase the last first', async () => {
    const closers = createClosers(limits);
    const closed: string[] = [];
    const open = (phase: Phase, name: string) =>
      closers.open(
        phase,
        () => name,
        (made) => closed.push(made),
      );
    await open('postgres', 'server');
    await open('requests', 'http');
    await open('handlers', 'adapter');
    await open('queue', 'backend');
    await open('database', 'pool');
    await open('jobs', 'worker');
    await open('queue', 'queue');
    expect(await closers.closeAll()).toEqual([]);
    expect(closed).toEqual(['worker', 'http', 'adapter', 'queue', 'backend', 'pool', 'server']);
  });

  it('goes on past what never ends and what fails, and names both', async () => {
    const closers = createClosers(limits);
    let isStopped = false;
    await closers.open(
      'jobs',
      () => 1,
      () => new Promise(() => undefined),
    );
    await closers.open(
      'queue',
      () => 1,
      () => Promise.reject(new Error('broken')),
    );
    await closers.open(
      'postgres',
      () => 1,
      () => {
        isStopped = true;
      },
    );
    expect(await closers.closeAll()).toEqual(['jobs', 'queue']);
    expect(isStopped).toBe(true);
  });

  it('happens once', async () => {
    const closers = createClosers(limits);
    let count = 0;
    await closers.open(
      'queue',
      () => 1,
      () => {
        count += 1;
      },
    );
    await Promise.all([closers.closeAll(), closers.closeAll()]);
    expect(count).toBe(1);
  });

  it('takes five seconds at most', async () => {
    const { setTimeout: keep } = globalThis;
    const asked: number[] = [];
    globalThis.setTimeout = ((run: () => void, ms: number) => {
      asked.push(ms);
      return keep(run, 0);
    }) as typeof setTimeout;
    try {
      const closers = createClosers();
      for (const phase of ['jobs', 'requests', 'handlers', 'queue', 'database', 'postgres'] as const) {
        await closers.open(
          phase,
          () => 1,
          () => new Promise(() => undefined),
        );
      }
      expect(await closers.closeAll()).toHaveLength(6);
    } finally {
      globalThis.setTimeout = keep;
    }
    expect(asked.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(5_000);
  });
});

describe('killing', () => {
  it('ends at once what would outlive the process, and not what has been closed', async () => {
    const closers = createClosers(limits);
    const killed: string[] = [];
    const open = (phase: Phase, name: string, close: () => Promise<unknown>) =>
      closers.open(
        phase,
        ({ begun }) => {
          begun(() => killed.push(name));
          return name;
        },
        close,
      );
    await open('queue', 'closed', async () => undefined);
    await open('postgres', 'stuck', () => new Promise(() => undefined));
    expect(await closers.closeAll()).toEqual(['postgres']);
    closers.killAll();
    expect(killed).toEqual(['stuck']);
  });
});

describe('a start that is interrupted', () => {
  it('is told to give up what is half made, and not waited for longer than its share', async () => {
    const closers = createClosers(limits);
    const killed: string[] = [];
    const give = (name: string) =>
      closers.open(
        'postgres',
        ({ interrupted, begun }) => {
          begun(() => killed.push(name));
          return new Promise<string>((_, reject) => {
            interrupted.addEventListener('abort', () => name === 'quick' && reject(interrupted.reason));
          });
        },
        () => undefined,
      );
    const quick = expect(give('quick')).rejects.toBeInstanceOf(Stopping);
    void give('slow');
    expect(await closers.closeAll()).toEqual(['postgres']);
    await quick;
    // What gave up has ended what it began; the rest does not outlive the process.
    closers.killAll();
    expect(killed).toEqual(['slow']);
  });

  it('closes what was being made, and opens no more', async () => {
    const closers = createClosers(limits);
    let isClosed = false;
    let finish: (value: string) => void = () => undefined;
    const opening = closers.open(
      'postgres',
      () =>
        new Promise<string>((resolve) => {
          finish = resolve;
        }),
      () => {
        isClosed = true;
      },
    );
    const interrupted = expect(opening).rejects.toBeInstanceOf(Stopping);
    await Promise.resolve();
    const closing = closers.closeAll();
    finish('server');
    await interrupted;
    expect(await closing).toEqual([]);
    expect(isClosed).toBe(true);
    await expect(
      closers.open(
        'queue',
        () => 1,
        () => undefined,
      ),
    ).rejects.toBeInstanceOf(Stopping);
  });

  it('closes nothing of what could not be made', async () => {
    const closers = createClosers(limits);
    let isClosed = false;
    const failing = closers.open(
      'database',
      () => Promise.reject(new Error('no')),
      () => {
        isClosed = true;
      },
    );
    await expect(failing).rejects.toThrow('no');
    expect(await closers.closeAll()).toEqual([]);
    expect(isClosed).toBe(false);
  });
});
