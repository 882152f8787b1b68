/** One message in the Slack-like window. */
import { useId, useState } from 'react';
import type { SlackMessageView } from '../../api-types.ts';
import { focusComposer } from '../state/drafts.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Files } from '../ui/files.tsx';
import { Icon } from '../ui/icon.tsx';
import { clockOf, fullOf, momentOf } from '../ui/time.ts';
import { Attachments } from './attachments.tsx';
import { Blocks } from './blocks/blocks.tsx';
import { emoji } from './blocks/emoji.ts';
import { Mrkdwn } from './blocks/inline.tsx';
import { SurfaceContext } from './blocks/surface.ts';
import { nameOf, personOf, useSlack } from './context.ts';
import { isEvent } from './event.ts';
import { MessageEdit } from './message-edit.tsx';
import { MessageMenu } from './message-menu.tsx';
import { slackDraft } from './slack-composer.tsx';
import { useSurfaceState } from './use-surface.ts';

interface Props {
  message: SlackMessageView;
  /** Under another message of the same person a little earlier: without picture and name. */
  joined: boolean;
  inThread: boolean;
  current: boolean;
  onFocus(): void;
}

const noErrors = {};
const noValues = {};

function Content({ message, id }: { message: SlackMessageView; id: string }) {
  const { session, team } = useSlack();
  const bot = team.bot.id;
  const [at] = useState({ in: 'message' as const, channel: message.channel, ts: message.ts });
  const surface = useSurfaceState(session, at, noValues, noErrors);
  return (
    <SurfaceContext value={surface}>
      <div className="message-content" id={id}>
        {message.blocks && message.blocks.length > 0 ? (
          <Blocks blocks={message.blocks} />
        ) : (
          <Mrkdwn text={message.text} />
        )}
        {message.edited && message.user !== bot && <span className="quiet"> (edited)</span>}
        {message.attachments && <Attachments attachments={message.attachments} />}
      </div>
    </SurfaceContext>
  );
}

function Reactions({ message }: { message: SlackMessageView }) {
  const { session, state, team } = useSlack();
  if (message.reactions.length === 0) return null;
  return (
    <div className="reactions">
      {message.reactions.map(({ name, users }) => {
        const who = users.map((id) => nameOf(team, id)).join(', ');
        return (
          <button
            key={name}
            type="button"
            className="reaction"
            aria-pressed={users.includes(state.as)}
            aria-label={`${name}: ${who}`}
            title={who}
            onClick={() => void session.act({ kind: 'react', channel: message.channel, ts: message.ts, name })}
          >
            <span>{emoji(name)}</span> {users.length}
          </button>
        );
      })}
    </div>
  );
}

function ThreadSummary({ message, onOpen }: { message: SlackMessageView; onOpen(): void }) {
  const { team } = useSlack();
  if (message.replyCount === 0) return null;
  const count = message.replyCount === 1 ? '1 reply' : `${message.replyCount} replies`;
  return (
    <button
      type="button"
      className="thread-summary"
      data-testid="thread-summary"
      aria-label={`${count}, open thread`}
      onClick={onOpen}
    >
      {message.replyUsers.slice(0, 4).map((id) => (
        <Avatar key={id} person={personOf(team, id)} size={20} />
      ))}
      <span className="thread-count">{count}</span>
      {message.latestReply && (
        <span className="quiet">
          {momentOf(new Date(Number(message.latestReply) * 1000).toISOString(), new Date())}
        </span>
      )}
    </button>
  );
}

export function Message({ message, joined, inThread, current, onFocus }: Props) {
  const { session, state, team } = useSlack();
  const [editing, setEditing] = useState(false);
  const person = personOf(team, message.user);
  const name = person?.name ?? 'Somebody';
  const id = useId();
  const row = { 'data-testid': 'slack-message', 'data-ts': message.ts };
  const openThread = (): void =>
    session.open({ conversation: message.channel, thread: message.thread ?? message.ts, tab: 'messages' });

  if (isEvent(message)) {
    return (
      <li className="message-event" {...row}>
        <strong>{name}</strong> <Mrkdwn text={message.text} />
      </li>
    );
  }
  return (
    <li
      className={`message${joined ? ' message-joined' : ''}${message.ephemeral ? ' message-private' : ''}`}
      {...row}
      data-row
      tabIndex={current ? 0 : -1}
      aria-labelledby={`${id}-by ${id}-at${message.ephemeral ? ` ${id}-only` : ''}`}
      aria-describedby={`${id}-said`}
      onFocus={onFocus}
    >
      <div className="message-gutter">
        {joined ? (
          <time className="message-time" id={`${id}-at`} dateTime={message.time} title={fullOf(message.time)}>
            {clockOf(message.time)}
          </time>
        ) : (
          <Avatar person={person} />
        )}
      </div>
      <div className="message-main">
        {message.ephemeral && (
          <div className="only-you" id={`${id}-only`}>
            <Icon name="eye" size={14} /> Only visible to you
          </div>
        )}
        {joined ? (
          <span className="hidden" id={`${id}-by`}>
            {name}
          </span>
        ) : (
          <div className="message-head">
            <span className="message-name" id={`${id}-by`}>
              {name}
            </span>
            {person?.bot && <span className="tag">App</span>}
            <time className="message-time" id={`${id}-at`} dateTime={message.time} title={fullOf(message.time)}>
              {clockOf(message.time)}
            </time>
          </div>
        )}
        {message.tombstone ? (
          <p className="quiet" id={`${id}-said`}>
            This message was deleted.
          </p>
        ) : editing ? (
          <MessageEdit message={message} onDone={() => setEditing(false)} />
        ) : (
          <Content message={message} id={`${id}-said`} />
        )}
        {message.files && <Files files={message.files} />}
        <Reactions message={message} />
        {!inThread && <ThreadSummary message={message} onOpen={openThread} />}
      </div>
      {!editing && !message.tombstone && !message.ephemeral && (
        <MessageMenu
          message={message}
          inThread={inThread}
          current={current}
          onEdit={() => setEditing(true)}
          onThread={() => {
            openThread();
            focusComposer(slackDraft(state.team, state.as, message.channel, message.thread ?? message.ts));
          }}
        />
      )}
    </li>
  );
}
