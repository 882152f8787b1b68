/** A journey: the whole product, and the people of the playground to walk through it. */
import { afterAll, beforeAll, expect } from 'vitest';
import { cast } from '../../../adapters/playground/cast.ts';
import { openProduct, type Product } from './product.ts';
import { SlackPerson } from './slack-person.ts';
import { TeamsPerson } from './teams-person.ts';

export interface Journey {
  readonly product: Product;
  /** By account name: `asha.verma`. */
  slack(account: string): SlackPerson;
  teams(account: string): TeamsPerson;
  /** Errors in the log that a test has looked at and expects. */
  readonly expected: Set<string>;
}

type Logged = { readonly level: string; readonly event: string };

/** One product for all tests of a file; no error may be in its log at the end. */
export function journey(how: Parameters<typeof openProduct>[0] = {}): Journey {
  let product: Product | null = null;
  const expected = new Set<string>();
  beforeAll(async () => {
    product = await openProduct(how);
  }, 120_000);
  afterAll(async () => {
    await product?.remove();
    const logged = (product?.lines ?? []).map((line) => ({ line, ...(JSON.parse(line) as Logged) }));
    const errors = logged.filter(({ level, event }) => level === 'error' && !expected.has(event));
    const warnings = logged.filter(({ level }) => level === 'warn').map(({ line }) => line);
    expect(
      errors.map(({ line }) => line),
      `warnings: ${warnings.join('')}`,
    ).toEqual([]);
  }, 60_000);
  const there = (): Product => {
    if (!product) throw new Error('the product has not started');
    return product;
  };
  return {
    get product() {
      return there();
    },
    expected,
    slack(account) {
      for (const team of cast.slackTeams) {
        const person = team.users.find((user) => user.account === account);
        if (person) return new SlackPerson(there(), team, person);
      }
      throw new Error(`nobody on Slack is ${account}`);
    },
    teams(account) {
      const person = cast.tenant.users.find((user) => user.account === account);
      if (!person) throw new Error(`nobody in Teams is ${account}`);
      return new TeamsPerson(there(), cast.tenant, person);
    },
  };
}
