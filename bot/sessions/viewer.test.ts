/** Who may lead a session in place of whoever does, at any time. */
import { expect, test } from 'vitest';
import type { Role } from './session.ts';
import { mayTakeOver } from './viewer.ts';

test.each<[roles: readonly Role[], led: boolean, itself: boolean]>([
  [['facilitator'], false, false],
  [['deputy'], true, true],
  [['deputy', 'facilitator'], false, false],
  [['sponsor'], true, false],
  [['sponsor', 'participant'], true, false],
  [['admin'], true, true],
  // In one that leads itself whoever began it does what is left to a facilitator.
  [['admin', 'creator'], true, false],
  [['creator'], false, false],
  [['participant'], false, false],
  [['observer'], false, false],
  [['community-facilitator'], false, false],
  [[], false, false],
])('%j: where somebody leads %s, where the group leads itself %s', (roles, led, itself) => {
  expect([false, true].map((isSelfLed) => mayTakeOver({ isSelfLed }, { roles }))).toEqual([led, itself]);
});
