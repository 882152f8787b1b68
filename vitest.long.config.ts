/** The long test run: faults, soaks and simulations, one after the other, each with a Postgres. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'long',
    pool: 'forks',
    maxWorkers: 1,
    include: ['{bot,adapters,jobs,prisma,manifests}/**/*.long.test.ts'],
    globalSetup: ['./prisma/testing/global-setup.ts'],
    setupFiles: ['./prisma/testing/after-file.ts'],
    reporters: ['default', './vitest.skips.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    passWithNoTests: true,
  },
});
