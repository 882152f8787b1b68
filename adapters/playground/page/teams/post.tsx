/** A post of a channel with its replies in line, the older ones folded away. */
import { useState } from 'react';
import type { TeamsPostView } from '../../api-types.ts';
import { focusComposer } from '../state/drafts.ts';
import { Icon } from '../ui/icon.tsx';
import { nameOf, useTeams } from './context.ts';
import { Message } from './message.tsx';
import { TeamsComposer, teamsDraft } from './teams-composer.tsx';

/** So many replies are shown before the older ones fold. */
const shown = 3;

interface Props {
  post: TeamsPostView;
  current: string | undefined;
  onFocus(id: string): void;
}

export function Post({ post, current, onFocus }: Props) {
  const { state, tenant } = useTeams();
  const [unfolded, setUnfolded] = useState(false);
  const [replying, setReplying] = useState(false);
  const { message, replies } = post;
  const folded = unfolded ? 0 : Math.max(0, replies.length - shown);
  const name = nameOf(tenant, message.from);
  const reply = (): void => {
    setReplying(true);
    focusComposer(teamsDraft(state.as, message.conversation, message.id));
  };
  return (
    <li className="post" aria-label={`Post by ${name}`} data-testid="teams-post" data-id={message.id}>
      <Message
        message={message}
        kind="post"
        current={current === message.id}
        onFocus={() => onFocus(message.id)}
        onReply={reply}
      />
      {replies.length > 0 && (
        <div className="post-replies">
          {folded > 0 && (
            <button type="button" className="link-button" onClick={() => setUnfolded(true)}>
              {folded === 1 ? 'Show 1 earlier reply' : `Show ${folded} earlier replies`}
            </button>
          )}
          {replies.slice(folded).map((one) => (
            <Message
              key={one.id}
              message={one}
              kind="reply"
              current={current === one.id}
              onFocus={() => onFocus(one.id)}
            />
          ))}
        </div>
      )}
      {replying ? (
        <div className="post-composer">
          <TeamsComposer
            conversation={message.conversation}
            scope="team"
            root={message.id}
            label={`Reply to ${name}`}
            onEscape={() => setReplying(false)}
          />
        </div>
      ) : (
        <button type="button" className="post-reply" onClick={reply}>
          <Icon name="reply" size={15} /> Reply
        </button>
      )}
    </li>
  );
}
