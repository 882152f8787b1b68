/** Making sense of what was put in: facts apart from reasons, topics by selecting, secret votes, and one topic talked about at a time. */
import type { Needs } from '../needs.ts';
import type { SessionPart } from '../parts.ts';
import { openBallot, voteByForm } from './ballot-box.ts';
import { takeUp, takeUpFacts } from './begin.ts';
import { allSeen, beginCoverage, coverageView, readThese, talkAbout } from './coverage.ts';
import { dealNext } from './deal.ts';
import {
  leaveByForm,
  openLeave,
  openOutcome,
  openSay,
  openWhy,
  outcomeByForm,
  sayByForm,
  whyByForm,
} from './discuss.ts';
import {
  addByForm,
  disputeByForm,
  evidenceByForm,
  listFacts,
  openAdd,
  openDispute,
  openEvidence,
  voice,
} from './facts.ts';
import {
  accept,
  acceptAll,
  dismiss,
  first,
  groupByForm,
  mergeByForm,
  nameAgain,
  nameByForm,
  openGroup,
  openMerge,
  openName,
  past,
  undoStep,
} from './group.ts';
import { listPoints, listTopics } from './lists.ts';
import { catchUp, leading, offers, panel } from './panel.ts';
import { nextAsks, standing } from './standing.ts';
import { awayView, followDeletion, hearEdit, hearRemark, missed, redrawPerson, remarkView } from './thread.ts';
import { topicView } from './topic-card.ts';
import { lookAtTopic } from './topic-look.ts';
import { closeVoting, endVoting, openVoting, voteAnew, votesView } from './votes.ts';

export { takeUp } from './begin.ts';
export { catchUpCard } from './panel.ts';
export { blocking } from './standing.ts';

export const createSense = (needs: Needs): SessionPart => ({
  actions: {
    'sessions.sense-points': (turn) => listPoints(turn, needs),
    'sessions.points-read': (turn) => readThese(turn, needs),
    'sessions.points-seen': (turn) => allSeen(turn, needs),
    'sessions.point-talk': (turn) => talkAbout(turn, needs),
    'sessions.coverage': (turn) => beginCoverage(turn, needs),
    'sessions.catch-up': (turn) => catchUp(turn, needs),
    'sessions.topics': (turn) => listTopics(turn, needs),
    'sessions.topic': (turn) => lookAtTopic(turn, needs),
    'sessions.topic-group': (turn) => openGroup(turn, needs),
    'sessions.topic-accept': (turn) => accept(turn, needs),
    'sessions.topic-accept-all': (turn) => acceptAll(turn, needs),
    'sessions.topic-dismiss': (turn) => dismiss(turn, needs),
    'sessions.topic-name': (turn) => openName(turn, needs),
    'sessions.topic-renamed': (turn) => nameAgain(turn, needs),
    'sessions.topic-merge': (turn) => openMerge(turn, needs),
    'sessions.topic-undo': (turn) => undoStep(turn, needs),
    'sessions.topic-past': (turn) => past(turn, needs),
    'sessions.topic-first': (turn) => first(turn, needs),
    'sessions.topic-deal': (turn) => dealNext(turn, needs),
    'sessions.topic-why': (turn) => openWhy(turn, needs),
    'sessions.topic-say': (turn) => openSay(turn, needs),
    'sessions.topic-outcome': (turn) => openOutcome(turn, needs),
    'sessions.topic-leave': (turn) => openLeave(turn, needs),
    'sessions.facts': (turn) => listFacts(turn, needs),
    'sessions.fact-voice': (turn) => voice(turn, needs),
    'sessions.fact-dispute': (turn) => openDispute(turn, needs),
    'sessions.fact-evidence': (turn) => openEvidence(turn, needs),
    'sessions.fact-add': (turn) => openAdd(turn, needs),
    'sessions.votes-open': (turn) => openVoting(turn, needs),
    'sessions.votes-close': (turn) => closeVoting(turn, needs),
    'sessions.votes-anew': (turn) => voteAnew(turn, needs),
  },
  forms: {
    'sessions.topic-group': (turn) => groupByForm(turn, needs),
    'sessions.topic-name': (turn) => nameByForm(turn, needs),
    'sessions.topic-merge': (turn) => mergeByForm(turn, needs),
    'sessions.topic-why': (turn) => whyByForm(turn, needs),
    'sessions.topic-say': (turn) => sayByForm(turn, needs),
    'sessions.topic-outcome': (turn) => outcomeByForm(turn, needs),
    'sessions.topic-leave': (turn) => leaveByForm(turn, needs),
    'sessions.fact-dispute': (turn) => disputeByForm(turn, needs),
    'sessions.fact-evidence': (turn) => evidenceByForm(turn, needs),
    'sessions.fact-add': (turn) => addByForm(turn, needs),
  },
  // Nobody is to be found by what they voted.
  privately: { actions: { 'sessions.vote': openBallot }, forms: { 'sessions.vote': voteByForm } },
  draws: {
    'sessions.topic': topicView(needs),
    'sessions.remark': remarkView(needs),
    'sessions.votes': votesView(needs),
    'sessions.coverage': coverageView(needs),
    'sessions.away': awayView(needs),
  },
  reply: (turn) => hearRemark(turn, needs),
  edited: (turn) => hearEdit(turn, needs),
  missed,
  follows: {
    MessageDeleted: followDeletion,
    PersonLeft: redrawPerson,
    AuthorChanged: redrawPerson,
    PeopleJoined: redrawPerson,
    PeopleParted: redrawPerson,
  },
  async effect(w, _, session, { effect }) {
    if (effect === 'suggest-topics') await takeUp(w, session);
    await endVoting(w, session);
  },
  // What came late stands among the facts like the rest, and in no topic until somebody puts it into one.
  timers: { late: (w, _, session) => takeUpFacts(w, session.id) },
  standing,
  nextAsks,
  panel,
  leading,
  offers,
});
