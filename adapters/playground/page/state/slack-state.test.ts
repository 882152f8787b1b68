/** How live events change what the Slack-like window shows. */
import { describe, expect, it } from 'vitest';
import type { SlackMessageView } from '../../api-types.ts';
import { applySlack, emptySlack, merge, type SlackState } from './slack-state.ts';

const message = (ts: string, more: Partial<SlackMessageView> = {}): SlackMessageView => ({
  channel: 'C1',
  ts,
  user: 'U1',
  text: `at ${ts}`,
  time: '2026-11-23T10:00:00.000Z',
  edited: false,
  tombstone: false,
  ephemeral: false,
  replyCount: 0,
  replyUsers: [],
  reactions: [],
  permalink: '',
  ...more,
});

const list = (...messages: SlackMessageView[]) => ({ state: 'ready' as const, messages, more: false });
const open: SlackState = {
  ...emptySlack('T1', 'U1'),
  lists: { C1: list(message('1'), message('3')), 'C1/1': list(message('1')) },
};
const shown = (state: SlackState, key: string) => state.lists[key]?.messages.map(({ ts }) => ts);
const heard = (state: SlackState, one: SlackMessageView) =>
  applySlack(state, { type: 'slack.message', team: 'T1', as: 'U1', message: one });

describe('applySlack', () => {
  it('puts a message among the others by its time, once', () => {
    const once = heard(open, message('2'));
    expect(shown(once, 'C1')).toEqual(['1', '2', '3']);
    expect(shown(heard(once, message('2')), 'C1')).toEqual(['1', '2', '3']);
  });

  it('puts a reply into its thread alone', () => {
    const next = heard(open, message('4', { thread: '1' }));
    expect(shown(next, 'C1')).toEqual(['1', '3']);
    expect(shown(next, 'C1/1')).toEqual(['1', '4']);
  });

  it("changes a thread's root in both places", () => {
    const next = heard(open, message('1', { text: 'changed', replyCount: 2 }));
    expect(next.lists.C1?.messages[0]?.text).toBe('changed');
    expect(next.lists['C1/1']?.messages[0]?.replyCount).toBe(2);
  });

  it('takes a message away wherever it stands', () => {
    const next = applySlack(open, { type: 'slack.removed', team: 'T1', as: 'U1', channel: 'C1', ts: '1' });
    expect([shown(next, 'C1'), shown(next, 'C1/1')]).toEqual([['3'], []]);
  });

  it('hears nothing that is for other eyes, and keeps no list that is not open', () => {
    expect(applySlack(open, { type: 'slack.message', team: 'T1', as: 'U2', message: message('2') })).toBe(open);
    expect(applySlack(open, { type: 'slack.message', team: 'T2', as: 'U1', message: message('2') })).toBe(open);
    expect(heard(open, message('9', { channel: 'C9' })).lists.C9).toBeUndefined();
  });

  it('stops saying that somebody writes once the message is there', () => {
    const writing = applySlack(open, {
      type: 'typing',
      platform: 'slack',
      as: 'U1',
      conversation: 'C1',
      text: 'Guildhall is typing',
    });
    expect(writing.typing.C1).toBe('Guildhall is typing');
    expect(heard(writing, message('5')).typing.C1).toBeUndefined();
  });
});

describe('merge', () => {
  it('prefers what was heard over what was fetched', () => {
    const all = merge([message('1'), message('2')], [message('2', { text: 'newer' }), message('3')]);
    expect(all.map(({ text }) => text)).toEqual(['at 1', 'newer', 'at 3']);
  });
});
