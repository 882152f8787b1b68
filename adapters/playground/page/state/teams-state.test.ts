/** How live events change what the Teams-like window shows. */
import { describe, expect, it } from 'vitest';
import type { TeamsMessageView, TeamsPostView } from '../../api-types.ts';
import { applyTeams, emptyTeams, mergePosts, putPost, type TeamsState } from './teams-state.ts';

const message = (id: string, more: Partial<TeamsMessageView> = {}): TeamsMessageView => ({
  conversation: '19:a',
  id,
  from: 'p1',
  html: '',
  text: `at ${id}`,
  summary: '',
  attachments: [],
  carousel: false,
  files: [],
  time: `2026-11-23T10:00:0${id}.000Z`,
  edited: false,
  deleted: false,
  targeted: false,
  aiGenerated: false,
  suggestedActions: [],
  reactions: [],
  refresh: false,
  ...more,
});
const post = (id: string, ...replies: string[]): TeamsPostView => ({
  message: message(id),
  replies: replies.map((reply) => message(reply, { root: id })),
});
const ids = (posts: readonly TeamsPostView[] | undefined) =>
  posts?.map(({ message: { id }, replies }) => [id, ...replies.map((reply) => reply.id)].join(' '));
const open: TeamsState = {
  ...emptyTeams('t', 'p1'),
  lists: { '19:a': { state: 'ready', posts: [post('1', '2'), post('4')], more: false } },
};
const heard = (one: TeamsMessageView) =>
  ids(applyTeams(open, { type: 'teams.message', tenant: 't', as: 'p1', message: one }).lists['19:a']?.posts);

describe('applyTeams', () => {
  it('puts posts among posts and replies under their post', () => {
    expect(heard(message('5'))).toEqual(['1 2', '4', '5']);
    expect(heard(message('3', { root: '1' }))).toEqual(['1 2 3', '4']);
  });

  it('puts a changed message in the place of the old one', () => {
    expect(heard(message('1', { text: 'changed' }))).toEqual(['1 2', '4']);
    expect(putPost([post('1', '2')], message('2', { root: '1', text: 'changed' }))[0]?.replies[0]?.text).toBe(
      'changed',
    );
  });

  it('leaves out a reply whose post is not shown', () => {
    expect(heard(message('9', { root: '8' }))).toEqual(['1 2', '4']);
  });

  it('takes posts and replies away', () => {
    const gone = (id: string) =>
      ids(
        applyTeams(open, { type: 'teams.removed', tenant: 't', as: 'p1', conversation: '19:a', id }).lists['19:a']
          ?.posts,
      );
    expect(gone('1')).toEqual(['4']);
    expect(gone('2')).toEqual(['1', '4']);
  });

  it('hears nothing that is for other eyes', () => {
    expect(applyTeams(open, { type: 'teams.message', tenant: 't', as: 'p2', message: message('5') })).toBe(open);
  });
});

describe('mergePosts', () => {
  it('keeps what was heard while the posts were fetched', () => {
    expect(ids(mergePosts([post('1', '2')], [post('1', '3'), post('4')]))).toEqual(['1 2 3', '4']);
  });
});
