/** Actions: what can become of one, and what cannot. */
import { expect, test } from 'vitest';
import { ACTION_EVENTS, ACTION_STATES, type ActionEvent, isOver, moveAction } from './actions.ts';

const walk = (...events: ActionEvent[]) =>
  events.reduce<ReturnType<typeof moveAction>>((state, event) => state && moveAction(state, event), 'proposed');

test('the way of an action that is done, and the ways beside it', () => {
  expect(walk('offer', 'accept', 'begin', 'say_done', 'confirm')).toBe('confirmed');
  expect(walk('offer', 'decline', 'offer', 'accept')).toBe('accepted');
  expect(walk('offer', 'accept', 'begin', 'block', 'unblock', 'say_done')).toBe('said_done');
  expect(walk('offer', 'accept', 'say_done', 'not_done')).toBe('doing');
  expect(walk('offer', 'accept', 'owner_left', 'offer')).toBe('offered');
  // Who did it and left did it.
  expect(walk('offer', 'accept', 'say_done', 'owner_left', 'confirm')).toBe('confirmed');
});

test('nobody accepts what was not offered to them, and what is over stays so', () => {
  for (const event of ['accept', 'begin', 'say_done', 'confirm'] as const) expect(walk(event)).toBeNull();
  expect(ACTION_STATES.filter(isOver)).toEqual(['confirmed', 'merged', 'dropped']);
  for (const state of ['confirmed', 'merged', 'dropped'] as const)
    for (const event of ACTION_EVENTS) expect(moveAction(state, event)).toBeNull();
});

test('from every state that is not over there is a way to its end', () => {
  for (const state of ACTION_STATES.filter((one) => !isOver(one))) {
    const reached = new Set([state]);
    for (const one of reached)
      for (const event of ACTION_EVENTS) {
        const next = moveAction(one, event);
        if (next) reached.add(next);
      }
    expect([...reached].filter(isOver).length, state).toBeGreaterThan(1);
  }
});
