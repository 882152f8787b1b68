/** The messages of a conversation or a thread, oldest first, with days between them. */
import { Fragment, useRef, useState } from 'react';
import type { SlackMessageView } from '../../api-types.ts';
import { listKey } from '../state/slack-state.ts';
import { LiveRegion } from '../ui/live-region.tsx';
import { moveInRows } from '../ui/roving.ts';
import { useStick } from '../ui/stick.ts';
import { dayOf, sameDay } from '../ui/time.ts';
import { nameOf, useSlack } from './context.ts';
import { isEvent } from './event.ts';
import { Message } from './message.tsx';

/** Within this many milliseconds messages of one person stand together. */
const together = 5 * 60_000;

const joins = (message: SlackMessageView, before: SlackMessageView | undefined): boolean =>
  before !== undefined &&
  before.user === message.user &&
  !isEvent(before) &&
  !isEvent(message) &&
  !message.ephemeral &&
  !before.ephemeral &&
  !before.tombstone &&
  before.replyCount === 0 &&
  Date.parse(message.time) - Date.parse(before.time) < together;

export function MessageList({ conversation, thread, label }: { conversation: string; thread?: string; label: string }) {
  const { session, state, team } = useSlack();
  const key = listKey(conversation, thread);
  const list = state.lists[key];
  const messages = list?.messages ?? [];
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState('');
  useStick(scroller, `${state.as}${key}`, messages);
  const current = messages.some(({ ts }) => ts === focused) ? focused : messages.at(-1)?.ts;
  const now = new Date();
  const last = messages.at(-1);
  const typing = state.typing[key];

  return (
    <div className="message-scroll" ref={scroller}>
      {list?.more && (
        <button
          type="button"
          className="button older"
          onClick={() => void session.load(conversation, thread, messages[0]?.ts)}
        >
          Show older messages
        </button>
      )}
      <ul className="messages" aria-label={label} onKeyDown={moveInRows}>
        {messages.map((message, index) => {
          const before = messages[index - 1];
          const newDay = !before || !sameDay(before.time, message.time);
          return (
            <Fragment key={message.ts}>
              {newDay && (
                <li className="day" aria-label={dayOf(message.time, now)}>
                  <span>{dayOf(message.time, now)}</span>
                </li>
              )}
              <Message
                message={message}
                joined={!newDay && joins(message, before) && !(thread && index === 1)}
                inThread={thread !== undefined}
                current={message.ts === current}
                onFocus={() => setFocused(message.ts)}
              />
              {thread && index === 0 && (
                <li className="thread-rule">
                  <span>{replies(messages.length - 1)}</span>
                </li>
              )}
            </Fragment>
          );
        })}
      </ul>
      {list?.state === 'ready' && messages.length === 0 && <p className="empty">Nothing here yet. Say hello.</p>}
      {list?.state === 'failed' && (
        <p className="empty">
          The messages could not be fetched.{' '}
          <button type="button" className="button" onClick={() => void session.load(conversation, thread)}>
            Try again
          </button>
        </p>
      )}
      <div className="typing" role="status">
        {typing}
      </div>
      <LiveRegion
        key={`${state.as}${key}`}
        newest={
          last && last.user !== state.as
            ? { key: last.ts, time: last.time, text: `${nameOf(team, last.user)}: ${last.text}` }
            : undefined
        }
      />
    </div>
  );
}

const replies = (count: number): string =>
  count === 0 ? 'No replies yet' : count === 1 ? '1 reply' : `${count} replies`;
