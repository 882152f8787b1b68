/** Block Kit's options and menus as choices, and choices as the state that Slack sends. Pure. */
import type { SlackConversationView, SlackTeamView } from '../../../api-types.ts';
import { type Json, obj, objs, str, strs } from '../../state/json.ts';
import type { Choice } from '../../ui/choices.ts';
import type { ElementState } from './surface.ts';
import { plainOf } from './text.tsx';

const choiceOf = (option: Json, group?: string): Choice => ({
  value: str(option.value),
  label: plainOf(option.text),
  raw: option,
  ...(obj(option.description) && { note: plainOf(option.description) }),
  ...(group !== undefined && { group }),
});

/** `options` or `option_groups` as one list. */
export function choicesOf(options: unknown, groups: unknown): Choice[] {
  return [
    ...objs(options).map((option) => choiceOf(option)),
    ...objs(groups).flatMap((group) => objs(group.options).map((option) => choiceOf(option, plainOf(group.label)))),
  ];
}

export type SelectKind = 'option' | 'user' | 'conversation' | 'channel';

/** What a menu chooses, and whether several: from its type, such as `multi_users_select`. */
export function selectOf(type: string): { kind: SelectKind; multiple: boolean; external: boolean } | null {
  const found = /^(multi_)?(static|external|users|conversations|channels)_select$/.exec(type);
  if (!found) return null;
  const kinds: Record<string, SelectKind> = {
    static: 'option',
    external: 'option',
    users: 'user',
    conversations: 'conversation',
    channels: 'channel',
  };
  return {
    kind: kinds[found[2] ?? ''] ?? 'option',
    multiple: found[1] !== undefined,
    external: found[2] === 'external',
  };
}

/** The people or conversations that such a menu offers. */
export function cast(kind: SelectKind, team: SlackTeamView, conversations: readonly SlackConversationView[]): Choice[] {
  if (kind === 'user') return team.people.map(({ id, name, title }) => ({ value: id, label: name, note: title }));
  return conversations
    .filter((row) => row.kind === 'channel' || row.kind === 'private' || (kind === 'conversation' && row.kind === 'im'))
    .map((row) => ({ value: row.id, label: row.kind === 'im' ? row.name : `#${row.name}` }));
}

/** What is chosen: from the state, or at first from the element's `initial_…`. */
export function chosenOf(element: Json, state: ElementState | undefined, known: readonly Choice[]): Choice[] {
  const select = selectOf(str(element.type));
  if (!select) return [];
  const from: Json = state ?? {};
  const prefix = state ? 'selected' : 'initial';
  const source = state ? from : element;
  if (select.kind === 'option') {
    const one = obj(source[`${prefix}_option`]);
    const many = objs(source[`${prefix}_options`]);
    return (select.multiple ? many : one ? [one] : []).map((option) => choiceOf(option));
  }
  const ids = select.multiple ? strs(source[`${prefix}_${select.kind}s`]) : strs([source[`${prefix}_${select.kind}`]]);
  return ids.map((id) => known.find(({ value }) => value === id) ?? { value: id, label: id });
}

/** The element's new state in Slack's shape. */
export function stateOf(type: string, chosen: readonly Choice[]): ElementState {
  const select = selectOf(type);
  if (!select) return { type };
  const { kind, multiple } = select;
  const values = chosen.map((choice) => (kind === 'option' ? choice.raw : choice.value));
  return multiple ? { type, [`selected_${kind}s`]: values } : { type, [`selected_${kind}`]: values[0] ?? null };
}
