/** By what the steps of "Try this" are seen to be done. */
import { describe, expect, it } from 'vitest';
import type { TeamsMessageView } from '../../api-types.ts';
import { advance, begun, type Progress, type Seen } from './guide-steps.ts';

const progressAfter = (...all: Seen[]): Progress => all.reduce(advance, begun);
const teams = (act: Extract<Seen, { seen: 'teams' }>['act']): Seen => ({ seen: 'teams', act, bot: 'Guildhall' });
const reply = (text: string, from = 'bot', root = '1'): Seen => {
  const message = {
    conversation: 'c',
    id: '2',
    root,
    from,
    text: '',
    attachments: [{ contentType: 'card', content: { text } }],
  };
  return {
    seen: 'live',
    teamsBot: 'bot',
    event: { type: 'teams.message', tenant: 't', as: 'p', message: message as unknown as TeamsMessageView },
  };
};
const answer: Seen = {
  seen: 'slack',
  act: { kind: 'post', channel: 'C1', thread: '1', text: '*Both*, in our view: the notice covers the sale.' },
};

describe('advance', () => {
  it('follows the whole story', () => {
    const { done } = progressAfter(
      teams({ kind: 'post', conversation: 'c', text: '@guildhall May a TEN cover it?' }),
      answer,
      reply('in our view: the notice covers the sale.'),
      teams({ kind: 'execute', conversation: 'c', id: '2', action: { title: 'This answered it' }, inputs: {} }),
      { seen: 'slack', act: { kind: 'openHome', tab: 'home' } },
    );
    expect(done).toEqual(['ask', 'answer', 'step', 'accept', 'more']);
  });

  it('takes no other message for the answer in step', () => {
    expect(progressAfter(answer, reply('Something else')).done).toEqual(['answer']);
    expect(progressAfter(answer, reply('in our view: the notice', 'somebody')).done).toEqual(['answer']);
    expect(progressAfter(reply('anything')).done).toEqual([]);
  });

  it('takes no message without a mention for a question', () => {
    expect(progressAfter(teams({ kind: 'post', conversation: 'c', text: 'Good morning' })).done).toEqual([]);
  });

  it('counts a step once', () => {
    expect(progressAfter(answer, answer).done).toEqual(['answer']);
  });
});
