/** Who may vet in a community: named by those who look after it, told so, and free to say that it is not for them. */
import { duty } from '../core/attention.ts';
import { accounts, type Card, words as typedWords } from '../core/card.ts';
import type { Drawer, Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { Subject } from '../core/ref.ts';
import { ask, invalid, type Reply, replace, tell } from '../core/reply.ts';
import { shownTo } from '../words/author.ts';
import { body, buttons, heading, note, sentence } from '../words/fragments.ts';
import type { Needs } from './needs.ts';

/** So many are asked to vet in one community. */
const MOST = 20;
const ROLE = 80;

/** Whoever is named again is told again. */
const subjectOfValidator = (community: string, at: Date): Subject => `validator:${community}/${at.toISOString()}`;

/** Why somebody may not name others there, or null. */
async function refused(turn: Turn, needs: Needs, community: string): Promise<Card | null> {
  const { w, me, t, event } = turn;
  if (!/^[0-9a-f-]{36}$/.test(community) || !(await needs.mayRead(w, me, community, event.in)))
    return sentence(t, 'words.gone-community');
  const name = await needs.communityName(w, community);
  if (!(await needs.isFacilitator(w, me.person, community)))
    return sentence(t, 'words.only-facilitators', { community: name });
  return (await needs.isArchived(w, community)) ? sentence(t, 'standing.archived', { community: name }) : null;
}

/** `value` is the community. */
export async function validators(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const no = await refused(turn, needs, turn.event.value);
  return tell(no ?? (await validatorsCard(turn, needs, turn.event.value)));
}

async function validatorsCard({ w, me, t }: Turn, needs: Needs, community: string): Promise<Card> {
  const all = await w.standing.validators(community);
  const title = t('standing.validators-title', { community: await needs.communityName(w, community) });
  return {
    summary: t.plain('standing.validators-title', { community: await needs.communityName(w, community) }),
    blocks: [
      heading(title),
      note(t('standing.validators-why')),
      ...(all.length === 0 ? [body(t('standing.validators-none'))] : []),
      ...all.map(({ identity, author, role }) => {
        const { name, organisation } = shownTo(t, author, me.organisation);
        return {
          block: 'row',
          text: t('standing.validator', { name, organisation, role }),
          button: {
            button: 'action',
            action: 'standing.unname',
            value: `${community}/${identity}`,
            label: t.plain('standing.validator-remove'),
          },
        } as const;
      }),
      ...buttons(
        all.length < MOST && {
          button: 'action',
          action: 'standing.name',
          value: community,
          label: t.plain('standing.validator-add'),
          style: 'primary',
          opens: true,
        },
      ),
    ],
  };
}

export async function nameForm(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { t, event } = turn;
  const no = await refused(turn, needs, event.value);
  if (no) return tell(no);
  return ask({
    form: 'standing.name',
    context: event.value,
    title: t.plain('standing.validator-title'),
    submit: t.plain('standing.validator-submit'),
    cancel: t.plain('words.cancel'),
    fields: [
      {
        field: 'people',
        name: 'person',
        label: t.plain('standing.validator-field'),
        hint: t.plain('standing.validator-hint'),
        max: 1,
      },
      {
        field: 'line',
        name: 'role',
        label: t.plain('standing.validator-role'),
        hint: t.plain('standing.vet-role-hint'),
        max: ROLE,
      },
    ],
  });
}

export async function nameByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const community = event.context;
  const no = await refused(turn, needs, community);
  if (no) return invalid({ '': no.summary });
  const [account, ...others] = accounts(event.values.person);
  if (!account || others.length > 0) return invalid({ person: t.plain('standing.validator-nobody') });
  const role = typedWords(event.values.role).normalize('NFC');
  if (!role) return invalid({ role: t.plain('standing.no-role') });
  if (role.length > ROLE) return invalid({ role: t.plain('standing.too-long', { most: ROLE, length: role.length }) });
  const them = await w.standing.mayVet(community, account);
  if (!them) return invalid({ person: t.plain('standing.validator-cannot') });
  const named = await w.standing.validators(community);
  if (named.length >= MOST && !named.some(({ author }) => author.person === them.person))
    return invalid({ '': t.plain('standing.validator-most', { most: MOST }) });
  await w.standing.name(community, them.identity, role, me.identity);
  await needs.acted(w, me.person, community);
  if (them.person !== me.person) {
    const subject = subjectOfValidator(community, w.now);
    await w.show(
      subject,
      { to: them.ref, attention: duty, exactly: true },
      { view: 'standing.validator', id: community },
    );
  }
  return tell(sentence(t, 'standing.validator-done', { name: shownTo(t, them, me.organisation).name }));
}

/** `value` is `<community>/<account>`. */
export async function unname(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const [community = '', identity = ''] = event.value.split('/');
  const no = await refused(turn, needs, community);
  if (no) return tell(no);
  const them = (await w.standing.validators(community)).find((one) => one.identity === identity);
  if (!them || !(await w.standing.unname(community, identity)))
    return replace(await validatorsCard(turn, needs, community));
  await w.refresh(await w.standing.tellingValidators(community), them.author.ref);
  const card = await validatorsCard(turn, needs, community);
  const { name } = shownTo(t, them.author, me.organisation);
  return replace({ ...card, blocks: [body(t('standing.validator-gone', { name })), ...card.blocks] });
}

/** "Not me": `value` is the community. */
export async function resign(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const community = event.value;
  if (!/^[0-9a-f-]{36}$/.test(community) || !(await w.standing.resign(community, me.person)))
    return replace(sentence(t, 'standing.validator-over'));
  await w.refresh(await w.standing.tellingValidators(community), me.ref);
  return replace(sentence(t, 'standing.validator-left', { community: await needs.communityName(w, community) }));
}

/** What whoever was named reads, as long as it is so. */
export const validatorView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    if (to.kind !== 'user') return null;
    const account = { ...to, kind: 'user' } as const;
    const person = await needs.personAt(w, account);
    const role = person === null ? null : await w.standing.roleOf(id, person);
    if (role === null || !(await needs.mayStillRead(w, account, id, null)))
      return there ? sentence(t, 'standing.validator-over') : null;
    return {
      summary: t.plain('standing.validator-summary'),
      blocks: [
        body(t('standing.validator-told', { community: await needs.communityName(w, id), role })),
        ...buttons({
          button: 'action',
          action: 'standing.resign',
          value: id,
          label: t.plain('standing.validator-not-me'),
        }),
      ],
    };
  };
