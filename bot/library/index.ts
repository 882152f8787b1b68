/** The library: what a community keeps for reuse, who looks after it, and until when it is right. */
import type { Feature } from '../core/feature.ts';
import { addByForm, openAdd } from './add.ts';
import { confirmItem, editByForm, eraseItem, openEdit, retireItem } from './change.ts';
import { dueView } from './due.ts';
import './item.ts';
import { listByButton, listByCommand } from './list.ts';
import type { Needs } from './needs.ts';
import { readItem } from './read.ts';

export { askNextOwner } from './due.ts';
export type { Needs } from './needs.ts';
export { createItem, createItemCard, items, itemUsed } from './shared.ts';

/** Councils run libraries: "library opening hours at Christmas?" is a question. */
const named = (rest: string): boolean =>
  !/[\n?]/.test(rest) &&
  rest.split(/\s+/).length <= 6 &&
  !/^(opening|hours?|cards?|books?|staff|services?|fines?|buildings?|loans?|of|for|in|to|on|at|and|or|is|are)\b/i.test(
    rest,
  );

export const wire = (needs: Needs): Feature => ({
  name: 'library',
  commands: { library: { handle: (turn) => listByCommand(turn, needs), typed: named } },
  actions: {
    'library.list': (turn) => listByButton(turn, needs),
    'library.read': (turn) => readItem(turn, needs),
    'library.add': (turn) => openAdd(turn, needs),
    'library.edit': (turn) => openEdit(turn, needs),
    'library.confirm': (turn) => confirmItem(turn, needs),
    'library.retire': (turn) => retireItem(turn, needs),
    'library.erase': (turn) => eraseItem(turn, needs),
  },
  forms: {
    'library.add': (turn) => addByForm(turn, needs),
    'library.edit': (turn) => editByForm(turn, needs),
  },
  draws: { 'library.due': dueView(needs) },
  refuses: { MessageDeleted: 'an item is no message', PersonLeft: 'what somebody kept stays, as a former member’s' },
});
