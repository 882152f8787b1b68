/** One message in the Teams-like window: a post, a reply or a line of a chat. */
import { useEffect, useId, useRef, useState } from 'react';
import type { TeamsMessageView } from '../../api-types.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Files } from '../ui/files.tsx';
import { Icon } from '../ui/icon.tsx';
import { fullOf, momentOf } from '../ui/time.ts';
import { Attachments } from './cards/attachments.tsx';
import { nameOf, personOf, useTeams } from './context.ts';
import { Html } from './html.tsx';
import { MessageEdit } from './message-edit.tsx';
import { MessageMenu } from './message-menu.tsx';
import { Reactions } from './reactions.tsx';

interface Props {
  message: TeamsMessageView;
  kind: 'post' | 'reply' | 'chat';
  current: boolean;
  onFocus(): void;
  onReply?: () => void;
}

/** Calls `onSeen` once when the element comes into view. */
function useSeen(wanted: boolean, onSeen: () => void) {
  const place = useRef<HTMLElement>(null);
  const told = useRef(onSeen);
  told.current = onSeen;
  useEffect(() => {
    const element = place.current;
    if (!wanted || !element) return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      told.current();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [wanted]);
  return place;
}

function Suggested({ message }: { message: TeamsMessageView }) {
  const { session } = useTeams();
  if (message.suggestedActions.length === 0) return null;
  return (
    <div className="suggested">
      {message.suggestedActions.map(({ title, value }) => (
        <button
          key={title}
          type="button"
          className="button"
          onClick={() => void session.act({ kind: 'post', conversation: message.conversation, text: value })}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

function Deleted({ message, id }: { message: TeamsMessageView; id: string }) {
  const { session, state } = useTeams();
  return (
    <p className="quiet deleted" id={id}>
      This message has been deleted.{' '}
      {message.from === state.as && (
        <button
          type="button"
          className="link-button"
          onClick={() => void session.act({ kind: 'undelete', conversation: message.conversation, id: message.id })}
        >
          Undo
        </button>
      )}
    </p>
  );
}

export function Message({ message, kind, current, onFocus, onReply }: Props) {
  const { session, state, tenant } = useTeams();
  const [editing, setEditing] = useState(false);
  const person = personOf(tenant, message.from);
  const name = person?.name ?? 'Somebody';
  const seen = useSeen(message.refresh, () => session.seen(message.conversation, message.id));
  const mine = kind === 'chat' && message.from === state.as;
  const id = useId();
  return (
    <article
      ref={seen}
      className={`tmessage tmessage-${kind}${mine ? ' tmessage-mine' : ''}${message.targeted ? ' message-private' : ''}`}
      data-testid="teams-message"
      data-id={message.id}
      data-row
      tabIndex={current ? 0 : -1}
      aria-labelledby={`${id}-by ${id}-at${message.targeted ? ` ${id}-only` : ''}`}
      aria-describedby={`${id}-said`}
      onFocus={onFocus}
    >
      {!mine && <Avatar person={person} size={kind === 'reply' ? 28 : 32} />}
      <div className="tmessage-main">
        <div className="message-head">
          <span className={mine ? 'hidden' : 'message-name'} id={`${id}-by`}>
            {name}
          </span>
          {person?.bot && <span className="tag">App</span>}
          <time className="message-time" id={`${id}-at`} dateTime={message.time} title={fullOf(message.time)}>
            {momentOf(message.time, new Date())}
          </time>
          {message.edited && !message.deleted && <span className="quiet">Edited</span>}
          {message.aiGenerated && <span className="tag tag-ai">AI generated</span>}
        </div>
        {message.targeted && (
          <div className="only-you" id={`${id}-only`}>
            <Icon name="eye" size={14} /> Only you can see this message
          </div>
        )}
        {message.deleted ? (
          <Deleted message={message} id={`${id}-said`} />
        ) : editing ? (
          <MessageEdit message={message} onDone={() => setEditing(false)} />
        ) : (
          <div className="message-content" id={`${id}-said`}>
            {message.html && <Html html={message.html} mine={nameOf(tenant, state.as)} />}
            <Attachments message={message} />
            <Files files={message.files} />
          </div>
        )}
        <Reactions message={message} />
        <Suggested message={message} />
      </div>
      {!editing && !message.deleted && !message.targeted && (
        <MessageMenu message={message} current={current} onEdit={() => setEditing(true)} onReply={onReply} />
      )}
    </article>
  );
}
