/** The life of a community: it finds its people, is lively or quiet, sleeps, is archived, and comes back. */
import type { Feature } from '../core/feature.ts';
import { close, extend } from './closing.ts';
import { answered, redrawEdited, redrawPerson, redrawQuestion, stirred } from './follow.ts';
import { notLead, takeLead } from './leading.ts';
import './lifecycle.ts';
import type { Needs } from './needs.ts';
import { formingView, leadView, learnedView, quietView, voteView } from './views.ts';
import { revive, vote } from './voting.ts';

export type { Needs } from './needs.ts';
export { createLifecycles, type Lifecycles } from './run.ts';

export const wire = (needs: Needs): Feature => ({
  name: 'lifecycle',
  actions: {
    'lifecycle.close': (turn) => close(turn, needs),
    'lifecycle.extend': (turn) => extend(turn, needs),
    'lifecycle.vote': (turn) => vote(turn, needs),
    'lifecycle.revive': (turn) => revive(turn, needs),
    'lifecycle.take-lead': (turn) => takeLead(turn, needs),
    'lifecycle.not-lead': (turn) => notLead(turn, needs),
  },
  // A look inside an archived community, which pages have too, offers this.
  acts: { press: ['lifecycle.revive'], submit: [] },
  draws: {
    'lifecycle.forming': formingView(needs),
    'lifecycle.quiet': quietView(needs),
    'lifecycle.vote': voteView(needs),
    'lifecycle.lead': leadView(needs),
    'lifecycle.lead-one': leadView(needs),
    'lifecycle.learned': learnedView(needs),
  },
  follows: {
    QuestionAsked: stirred,
    AnswerGiven: answered,
    MemberJoined: stirred,
    QuestionWithdrawn: redrawQuestion,
    AnswerAccepted: redrawQuestion,
    AnswerUnaccepted: redrawQuestion,
    AnswerDeleted: redrawQuestion,
    MessageEdited: redrawEdited,
    PersonLeft: redrawPerson,
    AuthorChanged: redrawPerson,
    PeopleJoined: redrawPerson,
    PeopleParted: redrawPerson,
  },
  // Whoever deletes a question or an answer is heard of by that.
  refuses: { MessageDeleted: 'hears of it as a question withdrawn or an answer deleted' },
});
