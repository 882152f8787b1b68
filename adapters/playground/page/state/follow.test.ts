/** Which links lead to messages of the page's own windows. */
import { describe, expect, it } from 'vitest';
import { targetOf } from './follow.ts';

describe('targetOf', () => {
  it("reads Slack's links to messages and to replies", () => {
    expect(targetOf('https://wexley.slack.com/archives/C012/p1763880000000100')).toEqual({
      window: 'slack',
      conversation: 'C012',
      ts: '1763880000.000100',
    });
    expect(
      targetOf('https://wexley.slack.com/archives/C012/p1763880001000200?thread_ts=1763880000.000100&cid=C012'),
    ).toEqual({
      window: 'slack',
      conversation: 'C012',
      ts: '1763880001.000200',
      thread: '1763880000.000100',
    });
  });

  it("reads Teams' links to messages", () => {
    expect(targetOf('https://teams.microsoft.com/l/message/19%3Aabc%40thread.tacv2/1763880000000?tenantId=t')).toEqual({
      window: 'teams',
      conversation: '19:abc@thread.tacv2',
      id: '1763880000000',
    });
  });

  it('knows no other link', () => {
    for (const url of ['https://example.org/', 'nonsense', 'https://a.example/archives/C1/x', 'mailto:a@b.example']) {
      expect(targetOf(url)).toBeNull();
    }
  });
});
