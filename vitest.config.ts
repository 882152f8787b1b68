/** The test runs: `unit` needs nothing but Node, `integration` has a Postgres. */
import { configDefaults, defineConfig } from 'vitest/config';

const long = '**/*.long.test.ts';
const withServices = ['**/*.db.test.ts', '**/*.browser.test.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    // Files of one worker share what they import: no test changes a module, and each has a database of its own.
    isolate: false,
    maxWorkers: 3,
    reporters: ['default', './vitest.skips.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['bot/**/*.test.ts'],
          exclude: [...configDefaults.exclude, long, ...withServices],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['{adapters,jobs,prisma,manifests}/**/*.test.ts', '*.test.ts', 'bot/**/*.{db,browser}.test.ts'],
          exclude: [...configDefaults.exclude, long],
          globalSetup: ['./prisma/testing/global-setup.ts'],
          setupFiles: ['./prisma/testing/after-file.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
