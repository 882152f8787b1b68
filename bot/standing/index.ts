/** Standing: how far an answer may be trusted, who says so, and when it is looked at again. */
import type { Feature } from '../core/feature.ts';
import { about } from './about.ts';
import { back, unback } from './back.ts';
import { disputeByForm, disputeForm, takeBack, tellOfDispute } from './dispute.ts';
import { answerDeleted, answerEdited, memberLeft, questionWithdrawn, redrawPerson } from './follow.ts';
import type { Needs } from './needs.ts';
import { linkByForm, linkForm, restore, unlink, withdraw } from './official.ts';
import { dueView, queue } from './queue.ts';
import { settleByForm, settleForm } from './settle.ts';
import './standing.ts';
import { nameByForm, nameForm, resign, unname, validators, validatorView } from './validators.ts';
import { stillRight, vetByForm, vetForm } from './vet.ts';
import { changedView, disputedView, raisedView, settledView } from './views.ts';

export { createReviews, type Reviews } from './due.ts';
export type { Needs } from './needs.ts';
export { mayVet, standingsOf } from './open.ts';
export { homeSection } from './queue.ts';

export const wire = (needs: Needs): Feature => ({
  name: 'standing',
  actions: {
    'standing.about': (turn) => about(turn, needs),
    'standing.back': (turn) => back(turn, needs),
    'standing.unback': (turn) => unback(turn, needs),
    'standing.dispute': (turn) => disputeForm(turn, needs),
    'standing.take-back': (turn) => takeBack(turn, needs),
    'standing.settle': (turn) => settleForm(turn, needs),
    'standing.vet': (turn) => vetForm(turn, needs),
    'standing.still-right': (turn) => stillRight(turn, needs),
    'standing.link': (turn) => linkForm(turn, needs),
    'standing.unlink': (turn) => unlink(turn, needs),
    'standing.withdraw': (turn) => withdraw(turn, needs),
    'standing.restore': (turn) => restore(turn, needs),
    'standing.queue': (turn) => queue(turn, needs),
    'standing.validators': (turn) => validators(turn, needs),
    'standing.name': (turn) => nameForm(turn, needs),
    'standing.unname': (turn) => unname(turn, needs),
    'standing.resign': (turn) => resign(turn, needs),
  },
  forms: {
    'standing.dispute': (turn) => disputeByForm(turn, needs),
    'standing.settle': (turn) => settleByForm(turn, needs),
    'standing.vet': (turn) => vetByForm(turn, needs),
    'standing.link': (turn) => linkByForm(turn, needs),
    'standing.name': (turn) => nameByForm(turn, needs),
  },
  draws: {
    'standing.disputed': disputedView(needs),
    'standing.settled': settledView(needs),
    'standing.raised': raisedView(needs),
    'standing.changed': changedView(needs),
    'standing.due': dueView(needs),
    'standing.validator': validatorView(needs),
  },
  follows: {
    AnswerEdited: (w, fact) => answerEdited(w, needs, fact),
    AnswerDeleted: answerDeleted,
    QuestionWithdrawn: questionWithdrawn,
    MemberLeft: memberLeft,
    AnswerDisputed: (w, fact) => tellOfDispute(w, needs, fact),
    PersonLeft: (w, { person }) => redrawPerson(w, needs, person),
    AuthorChanged: (w, { person }) => redrawPerson(w, needs, person),
    PeopleJoined: (w, { person }) => redrawPerson(w, needs, person, true),
    PeopleParted: async (w, { person, other }) => {
      for (const one of [person, other]) await redrawPerson(w, needs, one, true);
    },
  },
  refuses: { MessageDeleted: 'hears of it as an answer deleted' },
});
