/** Inline pieces of Slack text as elements: every word of them is a text node. */
import { Fragment, type ReactNode } from 'react';
import { SafeLink } from '../../ui/safe-link.tsx';
import { momentOf } from '../../ui/time.ts';
import { nameOf, useSlack } from '../context.ts';
import { slackDate } from './date.ts';
import { emoji } from './emoji.ts';
import { type Chunk, type Inline, mrkdwn } from './mrkdwn.ts';

/** A text with its line breaks. */
export function Lines({ text }: { text: string }) {
  const all = text.split('\n');
  return all.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one text have no other name
    <Fragment key={index}>
      {index > 0 && <br />}
      {line}
    </Fragment>
  ));
}

export function UserMention({ id, text = '' }: { id: string; text?: string }) {
  const { team, state } = useSlack();
  const name = nameOf(team, id);
  return (
    <span className={id === state.as ? 'mention mention-me' : 'mention'}>
      @{name === 'Somebody' && text ? text : name}
    </span>
  );
}

export function ChannelMention({ id, text = '' }: { id: string; text?: string }) {
  const { session, state } = useSlack();
  const row = state.conversations.find((conversation) => conversation.id === id);
  if (!row) return <span className="mention">#{text || 'private channel'}</span>;
  return (
    <button
      type="button"
      className="mention mention-button"
      onClick={() => session.open({ conversation: id, tab: 'messages' })}
    >
      #{row.name}
    </button>
  );
}

export function Pieces({ of }: { of: readonly Inline[] }): ReactNode {
  return of.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other name
    <Piece key={index} piece={piece} />
  ));
}

function Piece({ piece }: { piece: Inline }): ReactNode {
  switch (piece.kind) {
    case 'text':
      return <Lines text={piece.text} />;
    case 'bold':
      return (
        <strong>
          <Pieces of={piece.of} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Pieces of={piece.of} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Pieces of={piece.of} />
        </s>
      );
    case 'code':
      return <code>{piece.text}</code>;
    case 'link':
      return <SafeLink url={piece.url}>{piece.text}</SafeLink>;
    case 'user':
      return <UserMention id={piece.id} text={piece.text} />;
    case 'channel':
      return <ChannelMention id={piece.id} text={piece.text} />;
    case 'group':
      return <span className="mention">@{piece.text || 'group'}</span>;
    case 'broadcast':
      return <span className="mention mention-me">@{piece.range}</span>;
    case 'date':
      return <DateText seconds={piece.seconds} format={piece.format} fallback={piece.fallback} url={piece.url} />;
    case 'emoji':
      return <span className="emoji">{emoji(piece.name)}</span>;
  }
}

export function DateText({
  seconds,
  format,
  fallback,
  url = '',
}: {
  seconds: number;
  format: string;
  fallback: string;
  url?: string;
}) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return fallback;
  const iso = date.toISOString();
  const words = slackDate(date, format, new Date());
  const drawn = (
    <time dateTime={iso} title={momentOf(iso, new Date())}>
      {words}
    </time>
  );
  return url ? <SafeLink url={url}>{drawn}</SafeLink> : drawn;
}

function ChunkView({ chunk }: { chunk: Chunk }) {
  if (chunk.kind === 'pre') return <pre>{chunk.text}</pre>;
  if (chunk.kind === 'quote')
    return (
      <blockquote>
        <Pieces of={chunk.of} />
      </blockquote>
    );
  return (
    <div>
      <Pieces of={chunk.of} />
    </div>
  );
}

/** A whole mrkdwn text. */
export function Mrkdwn({ text }: { text: string }) {
  return mrkdwn(text).map((chunk, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other name
    <ChunkView key={index} chunk={chunk} />
  ));
}
