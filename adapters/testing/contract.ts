/** What every platform adapter must do, as tests that each of them runs over its own wire. */
import { afterEach, beforeEach, describe } from 'vitest';
import { drawingSuite } from './contract/drawing.ts';
import { errorsSuite } from './contract/errors.ts';
import { formsSuite } from './contract/forms.ts';
import { incomingSuite } from './contract/incoming.ts';
import { literalSuite } from './contract/literal.ts';
import { privateSuite } from './contract/private.ts';
import { referencesSuite } from './contract/references.ts';
import type { ChatHarness } from './harness.ts';
import type { Stage } from './stage.ts';

export type { ChatHarness, Delivered, Failing, Incoming, Native, Seen } from './harness.ts';

/**
 * Runs all suites. `make` gives a fresh adapter, server and platform for each test; it is closed afterwards.
 * @param name the platform's, for the report
 */
export function chatContract(name: string, make: () => Promise<ChatHarness>): void {
  describe(`${name}: the adapter contract`, () => {
    let harness: ChatHarness | null = null;
    beforeEach(async () => {
      harness = await make();
    });
    afterEach(async () => {
      await harness?.close();
      harness = null;
    });
    const stage: Stage = {
      get it() {
        if (!harness) throw new Error('the harness exists only inside a test');
        return harness;
      },
      latest() {
        const native = stage.it.shown().at(-1);
        if (!native) throw new Error('nothing was shown');
        return native;
      },
      async post(card) {
        const ref = await stage.it.chat.post(stage.it.channel, card, { row: 'row-1' });
        return { ref, native: stage.latest() };
      },
    };
    describe('drawing', () => drawingSuite(stage));
    describe('forms', () => formsSuite(stage));
    describe('literal text', () => literalSuite(stage));
    describe('coming in', () => incomingSuite(stage));
    describe('what is private', () => privateSuite(stage));
    describe('references', () => referencesSuite(stage));
    describe('errors', () => errorsSuite(stage));
  });
}
