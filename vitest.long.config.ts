/** The long test run: faults, soaks and simulations, one after the other, each with a Postgres; then what takes many days of a session, several at once. */
import { configDefaults, defineConfig } from 'vitest/config';

const sessions = 'bot/sessions/**/*.long.test.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    globalSetup: ['./prisma/testing/global-setup.ts'],
    reporters: ['default', './vitest.skips.ts'],
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'long',
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          include: ['{bot,adapters,jobs,prisma,manifests}/**/*.long.test.ts'],
          exclude: [...configDefaults.exclude, sessions],
          setupFiles: ['./prisma/testing/after-file.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'sessions',
          maxWorkers: 3,
          isolate: false,
          sequence: { groupOrder: 0 },
          include: [sessions],
          setupFiles: ['./prisma/testing/after-file.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
