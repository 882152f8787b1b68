/** Failures of a platform, as reasons that the core understands. */
import { expect, test } from 'vitest';
import { ChatError } from '../../../bot/core/chat.ts';
import type { MessageRef } from '../../../bot/core/ref.ts';
import type { ChatHarness, Failing } from '../harness.ts';
import { bodyCard, type Stage } from '../stage.ts';

export function errorsSuite(stage: Stage): void {
  const CALLS: Readonly<Record<string, (h: ChatHarness, ref: MessageRef) => Promise<unknown>>> = {
    post: (h) => h.chat.post(h.channel, bodyCard('x'), { row: 'r' }),
    update: (h, ref) => h.chat.update(ref, bodyCard('y')),
    whoIs: (h) => h.chat.whoIs(h.person),
  };
  const REASONS: Readonly<Record<Failing, readonly string[]>> = {
    busy: ['busy'],
    gone: ['gone'],
    forbidden: ['forbidden'],
    broken: ['busy', 'fault'],
    unreachable: ['busy', 'fault'],
  };
  test.each(Object.entries(REASONS))(
    '%s is a ChatError with that reason, and no words of the platform',
    async (how, reasons) => {
      const { ref } = await stage.post(bodyCard('First'));
      stage.it.fail(how as Failing);
      for (const call of Object.values(CALLS)) {
        const error = await call(stage.it, ref).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(ChatError);
        if (!(error instanceof ChatError)) return;
        expect(reasons).toContain(error.reason);
        if (how === 'busy') expect(error.retryAfterMs).toBeGreaterThan(0);
        expect(error.message.length).toBeLessThan(80);
      }
      stage.it.recover();
      await stage.it.chat.update(ref, bodyCard('Back again'));
    },
  );

  test('removing what is gone is no error', async () => {
    const { ref } = await stage.post(bodyCard('First'));
    await stage.it.chat.remove(ref);
    stage.it.fail('gone');
    await stage.it.chat.remove(ref);
  });
}
