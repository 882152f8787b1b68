/** What is written while a start is watched. */
import { expect, it } from 'vitest';
import { createProgress } from './progress.ts';

function shown(live: boolean, run: (progress: ReturnType<typeof createProgress>) => void): string {
  let text = '';
  let ms = 0;
  const write = (more: string) => {
    text += more;
  };
  run(createProgress({ live, write, nowMs: () => (ms += 600) }));
  return text;
}

it('completes a step in place at a terminal, and starts the next', () => {
  const text = shown(true, (progress) => {
    progress.doing('Starting the database');
    progress.doing('Applying migrations');
    progress.say('Open http://localhost:3000/playground');
  });
  expect(text).toBe(
    'Starting the database... done in 0.6 s\nApplying migrations... done in 0.6 s\nOpen http://localhost:3000/playground\n',
  );
});

it('prints a line of the log above the step', () => {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const progress = createProgress({ live: true, write, nowMs: () => 0 });
  progress.doing('Starting the database');
  progress.aside(() => write('09:41:07 queue.away\n'));
  progress.done();
  progress.aside(() => write('09:41:08 queue.back\n'));
  expect(text).toBe(
    'Starting the database... \r\u001b[K09:41:07 queue.away\nStarting the database... done in 0.0 s\n09:41:08 queue.back\n',
  );
});

it('writes whole lines elsewhere', () => {
  const text = shown(false, (progress) => {
    progress.doing('Starting the database');
    progress.done();
    progress.done();
  });
  expect(text).toBe('Starting the database... done in 0.6 s\n');
});

it('says that a step failed', () => {
  const run = (progress: ReturnType<typeof createProgress>) => {
    progress.failed();
    progress.doing('Starting the database');
    progress.failed();
    progress.done();
  };
  expect(shown(true, run)).toBe('Starting the database... failed\n');
  expect(shown(false, run)).toBe('Starting the database... failed\n');
});
