/** The open channel or chat: its head with the consent switch, its posts and its composer. */
import { useEffect, useRef, useState } from 'react';
import type { TeamsMessageView } from '../../api-types.ts';
import { focusComposer } from '../state/drafts.ts';
import type { TeamsRow } from '../state/teams-state.ts';
import { LiveRegion } from '../ui/live-region.tsx';
import { moveInRows } from '../ui/roving.ts';
import { useStick } from '../ui/stick.ts';
import { dayOf, sameDay } from '../ui/time.ts';
import { Consent } from './consent.tsx';
import { nameOf, useTeams } from './context.ts';
import { Message } from './message.tsx';
import { Post } from './post.tsx';
import { TeamsComposer, teamsDraft } from './teams-composer.tsx';

/** What a message says to somebody who does not see it. */
const spoken = ({ text, summary }: TeamsMessageView): string => text || summary || 'a card';

function Posts({ row }: { row: TeamsRow }) {
  const { session, state, tenant } = useTeams();
  const list = state.lists[row.id];
  const posts = list?.posts ?? [];
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string>();
  useStick(scroller, `${state.as}${row.id}`, posts);
  const all = posts.flatMap((post) => [post.message, ...post.replies]);
  const current = all.some(({ id }) => id === focused) ? focused : all.at(-1)?.id;
  const newest = all.reduce<(typeof all)[number] | undefined>((a, b) => (a && a.time >= b.time ? a : b), undefined);
  const now = new Date();
  return (
    <div className="message-scroll" ref={scroller}>
      {list?.more && (
        <button type="button" className="button older" onClick={() => void session.load(row.id, posts[0]?.message.id)}>
          Show older messages
        </button>
      )}
      <ul
        className={row.chat ? 'tchat' : 'posts'}
        aria-label={row.chat ? `Messages with ${row.name}` : `Posts in ${row.name}`}
        onKeyDown={moveInRows}
      >
        {posts.map((post, index) => {
          const before = posts[index - 1]?.message.time;
          const day =
            !before || !sameDay(before, post.message.time) ? (
              <li className="day" aria-label={dayOf(post.message.time, now)} key={`day-${post.message.id}`}>
                <span>{dayOf(post.message.time, now)}</span>
              </li>
            ) : null;
          return [
            day,
            row.chat ? (
              <li key={post.message.id}>
                <Message
                  message={post.message}
                  kind="chat"
                  current={current === post.message.id}
                  onFocus={() => setFocused(post.message.id)}
                />
              </li>
            ) : (
              <Post key={post.message.id} post={post} current={current} onFocus={setFocused} />
            ),
          ];
        })}
      </ul>
      {list?.state === 'ready' && posts.length === 0 && <p className="empty">Nothing here yet. Say hello.</p>}
      {list?.state === 'failed' && (
        <p className="empty">
          The messages could not be fetched.{' '}
          <button type="button" className="button" onClick={() => void session.load(row.id)}>
            Try again
          </button>
        </p>
      )}
      <div className="typing" role="status">
        {state.typing[row.id]}
      </div>
      <LiveRegion
        key={`${state.as}${row.id}`}
        newest={
          newest && newest.from !== state.as
            ? { key: newest.id, time: newest.time, text: `${nameOf(tenant, newest.from)}: ${spoken(newest)}` }
            : undefined
        }
      />
    </div>
  );
}

/** What the bot can be asked, before anything was said to it. */
function Starters({ row }: { row: TeamsRow }) {
  const { session, state, tenant } = useTeams();
  const commands = tenant.commands.filter(({ scopes }) => scopes.includes('personal'));
  if (row.chat?.kind !== 'bot' || state.lists[row.id]?.posts.length !== 0 || commands.length === 0) return null;
  return (
    <fieldset className="starters" aria-label={`Ask ${tenant.bot.name}`}>
      {commands.slice(0, 4).map(({ title, description, prompt }) => (
        <button
          key={title}
          type="button"
          onClick={() => void session.act({ kind: 'post', conversation: row.id, text: prompt ?? title })}
        >
          <strong>{title}</strong>
          <span>{description}</span>
        </button>
      ))}
    </fieldset>
  );
}

export function Conversation({ row }: { row: TeamsRow }) {
  const { state } = useTeams();
  const scope = row.team ? 'team' : row.chat?.kind === 'group' ? 'groupChat' : 'personal';
  const first = useRef(true);
  useEffect(() => {
    // The first conversation is opened by the page, not by a person: the focus stays where it is.
    if (first.current) first.current = false;
    else focusComposer(teamsDraft(state.as, row.id));
  }, [row.id, state.as]);
  return (
    <section className="conversation" aria-label={row.name} data-testid="teams-channel">
      <header className="pane-head">
        <h3>{row.name}</h3>
        {row.team && <span className="pane-topic">{row.team.name}</span>}
        <span className="grow" />
        <Consent row={row} />
      </header>
      <Posts row={row} />
      <Starters row={row} />
      <TeamsComposer
        key={row.id}
        conversation={row.id}
        scope={scope}
        label={row.team ? `Start a post in ${row.name}` : `Message ${row.name}`}
      />
    </section>
  );
}
