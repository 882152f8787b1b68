/** Communities: finding, joining and leaving them, creating one, and binding channels to it. */
import type { Feature } from '../core/feature.ts';
import { bind, bindByButton, unbind, unbindByButton } from './bind.ts';
import { readCode } from './bind-code.ts';
import { bound, codeUsed, failed, gone, hearing, moved, unbound, welcome } from './channel-views.ts';
import { code, codeByButton } from './code.ts';
import './community.ts';
import { create, openCreate } from './create.ts';
import { find, findByForm, findMore, like, look, members, openFind } from './finding.ts';
import { list, listAgain } from './list.ts';
import { join, joinByButton, leave, leaveByButton } from './membership.ts';
import { canBeName } from './name.ts';
import { messageFailed, personLeft, placeChanged } from './places.ts';
import { search } from './typeahead.ts';

export type { BoundChannel, Facilitator } from './community.ts';
export * from './reads.ts';
export { homeSection } from './section.ts';

/** "leave licensing" is a command; "leave entitlement for term-time staff, who has a policy?" is a question. */
const named = (rest: string): boolean => canBeName(rest) && rest.split(/\s+/).length <= 6;

export const wire = (): Feature => ({
  name: 'communities',
  commands: {
    communities: { handle: list, typed: (rest) => named(rest) && rest.split(/\s+/).length <= 3 },
    // "Find out ..." is how questions begin.
    find: { handle: find, typed: (rest) => !/[\n?]/.test(rest) && rest.length <= 100 && !/^out\b/i.test(rest) },
    create: { handle: openCreate, typed: (rest) => /^(an? )?(new )?community$/i.test(rest) },
    join: { handle: join, typed: named },
    leave: { handle: leave, typed: named },
    bind: { handle: bind, typed: (rest) => named(rest) || readCode(rest) !== null },
    unbind: { handle: unbind },
    // "Code of conduct" and "code for ..." are how questions begin.
    code: { handle: code, typed: (rest) => named(rest) && !/^(of|for|to|in|on)\s/i.test(rest) },
  },
  actions: {
    'communities.list': listAgain,
    'communities.create': openCreate,
    'communities.find': openFind,
    'communities.more': findMore,
    'communities.look': look,
    'communities.like': like,
    'communities.members': members,
    'communities.join': joinByButton,
    'communities.leave': leaveByButton,
    'communities.bind': bindByButton,
    'communities.unbind': unbindByButton,
    'communities.code': codeByButton,
  },
  forms: { 'communities.create': create, 'communities.find': findByForm },
  searches: { communities: search },
  place: placeChanged,
  draws: {
    'communities.bound': bound,
    'communities.unbound': unbound,
    'communities.welcome': welcome,
    'communities.code-used': codeUsed,
    'communities.hearing': hearing,
    'communities.gone': gone,
    'communities.moved': moved,
    'communities.failed': failed,
  },
  follows: { MessageFailed: messageFailed, PersonLeft: personLeft },
  refuses: { MessageDeleted: 'keeps no messages' },
  looks: ['bind', 'communities.bind'],
});
