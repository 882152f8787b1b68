/** What comes of a session: lessons, recommendations, actions and objections, and all that goes on once it is published. */
import type { Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import type { Reply } from '../../core/reply.ts';
import type { Flow } from '../flow.ts';
import type { SessionPart } from '../parts.ts';
import * as steps from './action-steps.ts';
import { actionView } from './action-view.ts';
import { openAction, openEdit, writeAction } from './action-write.ts';
import { closeWithOpen, openClose } from './closing.ts';
import { effect, keptView, offerThem } from './effects.ts';
import { askAnew, authorChanged, personLeft } from './follow.ts';
import { fromBefore, fromBeforeBlocks, openBefore } from './from-before.ts';
import * as follow from './lesson-follow.ts';
import * as lessons from './lesson-form.ts';
import { findOwner, openLessons, openList, openMine } from './lists.ts';
import { lateView } from './look.ts';
import * as objecting from './objecting.ts';
import { leading, panel } from './panel.ts';
import * as recommendations from './recommendation-form.ts';
import * as sponsor from './sponsor.ts';
import { standing } from './standing.ts';

export { fromBefore, fromBeforeBlocks } from './from-before.ts';
export { actionsSection, myActions } from './lists.ts';
export { type ActionTimers, createActionTimers } from './look.ts';

type Pressing<H> = (turn: Turn<InboundOf<'action'>>, with_: H) => Promise<Reply>;
type Sending<H> = (turn: Turn<InboundOf<'submission'>>, with_: H) => Promise<Reply>;

export function createOutcome(flow: Flow): SessionPart {
  const { needs } = flow;
  const press = (handle: Pressing<typeof needs>) => (turn: Turn<InboundOf<'action'>>) => handle(turn, needs);
  const take = (handle: Sending<typeof needs>) => (turn: Turn<InboundOf<'submission'>>) => handle(turn, needs);
  const moving = (handle: Pressing<Flow>) => (turn: Turn<InboundOf<'action'>>) => handle(turn, flow);
  const takeMoving = (handle: Sending<Flow>) => (turn: Turn<InboundOf<'submission'>>) => handle(turn, flow);
  return {
    actions: {
      'sessions.outcome': press(openList),
      'sessions.outcome-close': moving(openClose),
      'sessions.before': press(openBefore),

      'sessions.lesson': press(lessons.openOneLesson),
      'sessions.lesson-add': press(lessons.openLesson),
      'sessions.lesson-edit': press(lessons.openLessonEdit),
      'sessions.lesson-withdraw': press(lessons.withdrawLesson),
      'sessions.lesson-like': press(lessons.sayLike),
      'sessions.lesson-none': press(lessons.openNoLesson),
      'sessions.lesson-list': press(openLessons),
      'sessions.lesson-embed': press(follow.embed),
      'sessions.lesson-later': press(follow.notYet),
      'sessions.lesson-life': press(follow.openLife),

      'sessions.recommendation': press(recommendations.openOneRecommendation),
      'sessions.recommendation-add': press(recommendations.openRecommendation),
      'sessions.recommendation-edit': press(recommendations.openRecommendationEdit),
      'sessions.recommendation-remove': press(recommendations.removeRecommendation),
      'sessions.recommendation-refer': press(recommendations.referIt),
      'sessions.recommendation-leave': press(recommendations.openLeave),
      'sessions.recommendation-answer': press(sponsor.openAnswer),
      'sessions.recommendations': press(sponsor.openRecommendations),
      'sessions.sponsor-name': press(sponsor.openSponsor),

      'sessions.action': press(steps.openOne),
      'sessions.actions-mine': openMine,
      'sessions.action-add': press(openAction),
      'sessions.action-edit': press(openEdit),
      'sessions.action-offer': press(steps.offerIt),
      'sessions.action-offer-all': press(offerThem),
      'sessions.action-accept': press(steps.accept),
      'sessions.action-decline': press(steps.openDecline),
      'sessions.action-begin': press(steps.startIt),
      'sessions.action-unblock': press(steps.unblock),
      'sessions.action-done': press(steps.openDone),
      'sessions.action-longer': press(steps.openLonger),
      'sessions.action-block': press(steps.openBlock),
      'sessions.action-owner': press(steps.openOwner),
      'sessions.action-to-sponsor': press(steps.toSponsor),
      'sessions.action-drop': press(steps.openDrop),
      'sessions.action-confirm': press(steps.openConfirm),
      'sessions.action-not-done': press(steps.openNotDone),
      'sessions.action-effect': press(steps.openEffect),
      'sessions.action-early': press(steps.tooEarly),
      'sessions.action-keep': press(steps.keep),

      'sessions.objection': moving(objecting.openOneObjection),
      'sessions.objection-add': moving(objecting.openObjection),
      'sessions.objection-accept': moving(objecting.acceptObjection),
      'sessions.objection-settle': moving(objecting.openSettle),
      'sessions.objection-withdraw': moving(objecting.withdrawObjection),
    },
    forms: {
      'sessions.outcome-close': takeMoving(closeWithOpen),
      'sessions.lesson-write': take(lessons.writeLesson),
      'sessions.lesson-none': take(lessons.noLesson),
      'sessions.lesson-life': take(follow.sayLife),
      'sessions.recommendation-write': take(recommendations.writeRecommendation),
      'sessions.recommendation-leave': take(recommendations.leaveIt),
      'sessions.recommendation-answer': take(sponsor.answer),
      'sessions.sponsor-name': take(sponsor.nameSponsor),
      'sessions.action-write': take(writeAction),
      'sessions.action-decline': take(steps.decline),
      'sessions.action-done': take(steps.sayDone),
      'sessions.action-longer': take(steps.needLonger),
      'sessions.action-block': take(steps.block),
      'sessions.action-owner': take(steps.nameOwner),
      'sessions.action-drop': take(steps.drop),
      'sessions.action-confirm': take(steps.confirm),
      'sessions.action-not-done': take(steps.notDone),
      'sessions.action-effect': take(steps.sayEffect),
      'sessions.objection-write': takeMoving(objecting.writeObjection),
      'sessions.objection-settle': takeMoving(objecting.settle),
    },
    searches: { 'sessions.owner': findOwner, 'sessions.sponsor': sponsor.findSponsor },
    draws: {
      'sessions.action': actionView(needs),
      'sessions.actions-late': lateView(needs),
      'sessions.actions-kept': keptView(needs),
      'sessions.sponsor': sponsor.sponsorView(needs),
      'sessions.sponsor-vacant': sponsor.vacantView(needs),
      'sessions.objection': objecting.objectionView(flow),
      'sessions.lesson-embed': follow.embedView(needs),
    },
    follows: {
      PersonLeft: (w, fact) => personLeft(w, needs, fact),
      AuthorChanged: authorChanged,
    },
    effect: (w, _, session, what, by) => effect(w, needs, session, what, by),
    ledAnew: askAnew,
    standing,
    before: async (w, t, session) =>
      fromBeforeBlocks(t, await fromBefore(w, session), {
        reader: session.organisation,
        now: w.now,
        zone: session.zone,
      }),
    panel: (w, t, session, viewer) => panel(w, t, session, viewer, needs),
    leading,
  };
}
