/** Reactions in the Teams-like window. */
import type { TeamsMessageView } from '../../api-types.ts';
import { nameOf, useTeams } from './context.ts';

/** Offered, in this order, by the names of Teams. */
export const reactions = [
  { type: 'like', picture: '👍', name: 'Like' },
  { type: 'heart', picture: '❤️', name: 'Heart' },
  { type: 'laugh', picture: '😆', name: 'Laugh' },
  { type: 'surprised', picture: '😮', name: 'Surprised' },
] as const;

const pictures: Record<string, string> = {
  sad: '🙁',
  angry: '😠',
  ...Object.fromEntries(reactions.map(({ type, picture }) => [type, picture])),
};

export function Reactions({ message }: { message: TeamsMessageView }) {
  const { session, state, tenant } = useTeams();
  if (message.reactions.length === 0) return null;
  return (
    <div className="reactions">
      {message.reactions.map(({ type, users }) => {
        const who = users.map((id) => nameOf(tenant, id)).join(', ');
        return (
          <button
            key={type}
            type="button"
            className="reaction"
            aria-pressed={users.includes(state.as)}
            aria-label={`${type}: ${who}`}
            title={who}
            onClick={() =>
              void session.act({ kind: 'react', conversation: message.conversation, id: message.id, type })
            }
          >
            <span>{pictures[type] ?? type}</span> {users.length}
          </button>
        );
      })}
    </div>
  );
}
