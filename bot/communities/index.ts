/** Communities: finding, joining, inviting and leaving, creating one, looking after it, and binding channels to it. */
import type { Feature } from '../core/feature.ts';
import { accessChangedView, changeAccess, openAccess } from './access.ts';
import {
  addAdmin,
  adminNewsView,
  approve,
  draftingRule,
  endAdmin,
  hiddenRule,
  openAddAdmin,
  organisation,
  proposalNewsView,
  proposalView,
  reject,
} from './admin.ts';
import {
  acceptSharing,
  declineSharing,
  endSharing,
  lookAtSharing,
  membersWithdrew,
  sharingNewsView,
  sharingReadyView,
  sharingView,
  withdraw,
} from './agreeing.ts';
import { intoAlike } from './alike.ts';
import { bind, bindByButton, unbind, unbindByButton } from './bind.ts';
import { readCode } from './bind-code.ts';
import { bound, codeUsed, failed, gone, hearing, moved, opened, unbound, welcome } from './channel-views.ts';
import { code, codeByButton } from './code.ts';
import './community.ts';
import { create, openCreate } from './create.ts';
import { find, findByForm, findMore, like, look, members, type Needs, openFind } from './finding.ts';
import { helloView, openHello, sayHello } from './hello.ts';
import { hint } from './hint.ts';
import {
  answeredView,
  invitationView,
  invite,
  inviteByButton,
  inviteByForm,
  openInvitation,
  refuse,
  take,
} from './invite.ts';
import { choose, joinedView, newcomersView } from './joining.ts';
import { cameOrWent, cameView, othersView, stillView, wentView, whereView } from './keeping.ts';
import { changeKeeping, inviteChannel, keepingChangedView, openKeeping, showDifference } from './keeping-views.ts';
import { changeLabel, labelChangedView, openLabel } from './label.ts';
import { createdView, drafting, endFacilitator, lead, leadsView, manage, partEndedView } from './lead.ts';
import { list, listAgain } from './list.ts';
import { join, joinByButton, leave, leaveByButton } from './membership.ts';
import { mode, modeByButton } from './mode.ts';
import { canBeName } from './name.ts';
import { acts, reads } from './pages.ts';
import { redraw } from './people.ts';
import { messageFailed, personLeft, placeChanged } from './places.ts';
import { here, presenceView } from './presence.ts';
import {
  accept,
  answerMore,
  askMore,
  decline,
  openAnswerMore,
  openAskMore,
  openDecline,
  openRequest,
  request,
  requestNewsView,
  requestView,
} from './requests.ts';
import {
  allowSharing,
  openShare,
  openSharing,
  refuseSharing,
  searchOrganisations,
  share,
  shareByForm,
  shareWithAll,
} from './sharing.ts';
import { search } from './typeahead.ts';

export type { BoundChannel, Facilitator } from './community.ts';
export { leftToGive } from './giving.ts';
export { createInStep, type InStep } from './in-step.ts';
export { offFor } from './mode.ts';
export { createOpenness, type Openness } from './opened.ts';
export { lookAround } from './presence.ts';
export * from './reads.ts';
export { redrawSome } from './redraw.ts';
export { askNext, endWaiting } from './requests.ts';
export { homeSection } from './section.ts';

/** "leave licensing" is a command; "leave entitlement for term-time staff, who has a policy?" is a question. */
const named = (rest: string): boolean => canBeName(rest) && rest.split(/\s+/).length <= 6;

export const wire = (needs: Needs): Feature => ({
  name: 'communities',
  commands: {
    communities: { handle: list, typed: (rest) => named(rest) && rest.split(/\s+/).length <= 3 },
    // "Find out ..." is how questions begin.
    find: {
      handle: (turn) => find(turn, needs),
      typed: (rest) => !/[\n?]/.test(rest) && rest.length <= 100 && !/^out\b/i.test(rest),
    },
    create: { handle: openCreate, typed: (rest) => /^(an? )?(new )?community$/i.test(rest) },
    join: { handle: join, typed: named },
    leave: { handle: leave, typed: named },
    // "Invite them all?" and "lead times for ..." are how people talk.
    invite: {
      handle: invite,
      typed: (rest) => named(rest) && !/^(them|all|people|everybody|everyone|us)\b/i.test(rest),
    },
    lead: {
      handle: (turn) => lead(turn, needs.drafting),
      typed: (rest) => named(rest) && !/^(times?|by|with|on|in|to)\b/i.test(rest),
    },
    // "Share your policies, please" is how people talk.
    share: {
      handle: share,
      typed: (rest) =>
        named(rest) && !/^(your|our|my|the|a|an|this|that|these|those|it|us|them|any|some|how|what|with)\b/i.test(rest),
    },
    bind: { handle: bind, typed: (rest) => named(rest) || readCode(rest) !== null },
    unbind: { handle: unbind },
    mode: { handle: mode, typed: (rest) => /^(off|mention(s|ed)?|suggest|answer)$/i.test(rest) },
    // "Code of conduct" and "code for ..." are how questions begin.
    code: { handle: code, typed: (rest) => named(rest) && !/^(of|for|to|in|on)\s/i.test(rest) },
  },
  actions: {
    'communities.list': listAgain,
    'communities.create': openCreate,
    'communities.alike': intoAlike,
    'communities.find': openFind,
    'communities.more': (turn) => findMore(turn, needs),
    'communities.look': look,
    'communities.like': like,
    'communities.members': members,
    'communities.join': joinByButton,
    'communities.leave': leaveByButton,
    'communities.bind': bindByButton,
    'communities.unbind': unbindByButton,
    'communities.mode': modeByButton,
    'communities.code': codeByButton,
    'communities.request': openRequest,
    'communities.accept': accept,
    'communities.ask-more': openAskMore,
    'communities.answer-more': openAnswerMore,
    'communities.decline': openDecline,
    'communities.hears': choose,
    'communities.hello': openHello,
    'communities.invite': inviteByButton,
    'communities.open-invitation': openInvitation,
    'communities.take': take,
    'communities.refuse': refuse,
    'communities.manage': (turn) => manage(turn, needs.drafting),
    'communities.drafting': (turn) => drafting(turn, needs.drafting),
    'communities.end-facilitator': (turn) => endFacilitator(turn, needs.drafting),
    'communities.access': openAccess,
    'communities.here': here,
    'communities.label': openLabel,
    'communities.difference': showDifference,
    'communities.keeping': openKeeping,
    'communities.invite-channel': inviteChannel,
    'communities.organisation': (turn) => organisation(turn, needs.drafting),
    'communities.drafting-rule': (turn) => draftingRule(turn, needs.drafting),
    'communities.hidden-rule': (turn) => hiddenRule(turn, needs.drafting),
    'communities.add-admin': openAddAdmin,
    'communities.end-admin': (turn) => endAdmin(turn, needs.drafting),
    'communities.approve': approve,
    'communities.reject': reject,
    'communities.sharing': openSharing,
    'communities.share': openShare,
    'communities.share-all': shareWithAll,
    'communities.sharing-look': lookAtSharing,
    'communities.allow-sharing': allowSharing,
    'communities.refuse-sharing': refuseSharing,
    'communities.accept-sharing': acceptSharing,
    'communities.decline-sharing': declineSharing,
    'communities.withdraw': withdraw,
    'communities.end-sharing': endSharing,
  },
  forms: {
    'communities.create': create,
    'communities.find': (turn) => findByForm(turn, needs),
    'communities.request': request,
    'communities.ask-more': askMore,
    'communities.answer-more': answerMore,
    'communities.decline': decline,
    'communities.hello': sayHello,
    'communities.invite': inviteByForm,
    'communities.access': changeAccess,
    'communities.label': changeLabel,
    'communities.keeping': changeKeeping,
    'communities.add-admin': (turn) => addAdmin(turn, needs.drafting),
    'communities.share': shareByForm,
  },
  searches: { communities: search, organisations: searchOrganisations },
  message: hint,
  reads,
  acts,
  place: placeChanged,
  member: cameOrWent,
  draws: {
    'communities.bound': bound,
    'communities.unbound': unbound,
    'communities.welcome': welcome,
    'communities.code-used': codeUsed,
    'communities.hearing': hearing,
    'communities.gone': gone,
    'communities.moved': moved,
    'communities.opened': opened,
    'communities.failed': failed,
    'communities.request': requestView,
    'communities.request-news': requestNewsView,
    'communities.newcomers': newcomersView,
    'communities.joined': joinedView,
    'communities.hello': helloView,
    'communities.invitation': invitationView,
    'communities.invitation-answered': answeredView,
    'communities.leads': leadsView,
    'communities.part-ended': partEndedView,
    'communities.created': createdView,
    'communities.access-changed': accessChangedView,
    'communities.label-changed': labelChangedView,
    'communities.keeping-changed': keepingChangedView,
    'communities.came': cameView,
    'communities.went': wentView,
    'communities.others': othersView,
    'communities.where': whereView,
    'communities.still': stillView,
    'communities.presence': presenceView,
    'communities.proposal': proposalView,
    'communities.proposal-news': proposalNewsView,
    'communities.admin-news': adminNewsView,
    'communities.sharing': sharingView,
    'communities.sharing-news': sharingNewsView,
    'communities.sharing-ready': sharingReadyView,
  },
  follows: {
    MessageFailed: messageFailed,
    PersonLeft: personLeft,
    OrganisationWithdrew: membersWithdrew,
    AuthorChanged: redraw,
    PeopleJoined: redraw,
    PeopleParted: redraw,
  },
  refuses: { MessageDeleted: 'keeps no messages' },
  looks: ['bind', 'communities.bind', 'communities.accept-sharing'],
});
