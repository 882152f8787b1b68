/** People: accounts that change or close on their platform, and who is behind one. */
import type { Feature } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { Me } from '../core/me.ts';
import type { UserRef } from '../core/ref.ts';
import type { Work } from '../core/work.ts';
import './person.ts';

/** The person's active accounts, the oldest first. */
export const accounts = (w: Work, person: string): Promise<readonly UserRef[]> => w.people.accounts(person);

/** The person behind an account; null for one that is unknown or closed. */
export const personBehind = (w: Work, account: UserRef): Promise<Me | null> => w.people.me(account);

export const wire = (): Feature => ({
  name: 'people',
  person: changed,
  refuses: {
    MessageDeleted: 'keeps no messages',
    PersonLeft: 'is the one that says so',
  },
});

async function changed(w: Work, { who, change }: InboundOf<'person'>): Promise<void> {
  switch (change) {
    case 'changed':
      return w.people.stale(who);
    case 'deactivated': {
      const closed = await w.people.deactivate(who);
      if (closed?.left) await w.fact({ fact: 'PersonLeft', person: closed.person });
    }
  }
}
