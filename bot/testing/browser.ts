/** A real browser for tests: where it is found, how it is started, and everything it complained about. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium to use: CHROMIUM_PATH, or one in the usual places; undefined where there is none. */
export const chromiumPath = (): string | undefined => {
  const given = process.env.CHROMIUM_PATH;
  return given || USUAL.find((path) => existsSync(path));
};

export interface Browsing {
  readonly page: Page;
  /** Errors of the page and of its console: a test looks that there are none. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** A window of a fresh profile. */
export async function browse(executablePath: string, size: { width: number; height: number }): Promise<Browsing> {
  const profile = await mkdtemp(join(tmpdir(), 'guildhall-browser-'));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: FLAGS.split(' '),
    viewport: size,
    colorScheme: 'light',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  return {
    page,
    complaints,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
