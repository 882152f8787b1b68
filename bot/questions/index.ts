/** Questions: ask, answer, mirror, mark. */
import type { FactOf } from '../core/facts.ts';
import type { Feature } from '../core/feature.ts';
import type { Work } from '../core/work.ts';
import { acceptReply, chooseByForm, chooseForm, unaccept, withdraw } from './accept.ts';
import { answerByForm, answerForm, followDeletion, hear, hearEdit, hearInThread } from './answer.ts';
import { askByCommand, askByForm, askFromMessage } from './ask.ts';
import { openForm } from './ask-form.ts';
import { awayView, missed } from './away.ts';
import { backlogView } from './backlog.ts';
import { answeredBefore, discardDraft, postDraft, postDraftByForm, postDraftForm, readBefore } from './draft.ts';
import { heardView } from './everything.ts';
import { myQuestions } from './lists.ts';
import type { Needs } from './needs.ts';
import { acts, reads } from './pages.ts';
import { notForMe, openPass, passByForm } from './pass.ts';
import { passedAndWithdrawn, passedToMember, passedToOneself, passedToOrganisation } from './pass-follow.ts';
import { passedView } from './pass-views.ts';
import { recount, redraw } from './people.ts';
import { channelChanged, publishWaiting } from './publish.ts';
import { noticeView, replyView, thanksView } from './reply-views.ts';
import { rewordByForm, rewordDraft } from './reword.ts';
import { searchQuestions } from './search.ts';
import { soundsLikeTalk } from './talk.ts';
import { questionView } from './views.ts';

export { tellOfBacklog } from './backlog.ts';
export { ownWords } from './draft.ts';
export { tellListeners } from './everything.ts';
export { findItems } from './find.ts';
export { createIndexing } from './indexing.ts';
export { judgedAnswer } from './judged.ts';
export { answersTo, knownFor, picked } from './known.ts';
export { mySection } from './lists.ts';
export { sourcesFor, sourcesIn } from './sources.ts';

/** Whoever is one with somebody, or no more. */
async function joinedOrParted(w: Work, fact: FactOf<'PeopleJoined' | 'PeopleParted'>): Promise<void> {
  await recount(w, fact);
  await passedToOneself(w, fact);
}

export const wire = (needs: Needs): Feature => ({
  name: 'questions',
  commands: {
    ask: { handle: (turn) => askByCommand(turn, needs) },
    questions: { handle: myQuestions },
  },
  shortcuts: {
    ask: (turn) => askFromMessage(turn, needs),
    // The same from a message: Slack wants a name for each of an app's shortcuts.
    'ask-about': (turn) => askFromMessage(turn, needs),
  },
  actions: {
    'questions.start': (turn) => openForm(turn, needs),
    'questions.post': (turn) => postDraft(turn, needs),
    'questions.elsewhere': (turn) => postDraftForm(turn, needs),
    'questions.discard': discardDraft,
    'questions.reword': (turn) => rewordDraft(turn, needs),
    'questions.known': (turn) => answeredBefore(turn, needs),
    'questions.read': (turn) => readBefore(turn, needs),
    'questions.answer': (turn) => answerForm(turn, needs),
    'questions.useful': (turn) => acceptReply(turn, needs),
    'questions.unaccept': (turn) => unaccept(turn, needs),
    'questions.choose': (turn) => chooseForm(turn, needs),
    'questions.withdraw': (turn) => withdraw(turn, needs),
    'questions.pass': (turn) => openPass(turn, needs),
    'questions.not-for-me': notForMe,
  },
  forms: {
    'questions.ask': (turn) => askByForm(turn, needs),
    'questions.reword': (turn) => rewordByForm(turn, needs),
    'questions.post': (turn) => postDraftByForm(turn, needs),
    'questions.answer': (turn) => answerByForm(turn, needs),
    'questions.choose': (turn) => chooseByForm(turn, needs),
    'questions.pass': (turn) => passByForm(turn, needs),
  },
  searches: { questions: (turn) => searchQuestions(turn, needs) },
  reads,
  acts,
  reply: (turn) => hearInThread(turn, needs),
  // A search for communities answers for itself, whatever its words.
  isTalk: async ({ w, me }, { name, rest }) =>
    name !== 'communities' && name !== 'find' && soundsLikeTalk(rest) && !(await needs.isNamed(w, me, rest)),
  message: (turn) => hear(turn, needs),
  edited: (turn) => hearEdit(turn, needs),
  draws: {
    question: questionView(needs),
    reply: replyView(needs),
    'answer-notice': noticeView(needs),
    thanks: thanksView(needs),
    away: awayView(needs),
    backlog: backlogView(needs),
    'question-heard': heardView(needs),
    'question-passed': passedView(needs),
  },
  missed,
  follows: {
    MessageDeleted: followDeletion,
    // A binding that was not to be seen yet when the question was asked: whichever of the two comes later sees the other.
    QuestionAsked: (w, { community, question }) => publishWaiting(w, needs, community, question),
    ChannelChanged: (w, fact) => channelChanged(w, needs, fact),
    QuestionWithdrawn: passedAndWithdrawn,
    MemberLeft: passedToMember,
    OrganisationWithdrew: passedToOrganisation,
    PeopleJoined: joinedOrParted,
    PeopleParted: joinedOrParted,
    // What they wrote stays, as a former member's; a facilitator can mark an answer to it or withdraw it.
    PersonLeft: redraw,
    AuthorChanged: redraw,
  },
});
