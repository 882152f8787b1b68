/** A line of a document, drawn: what is somebody's stays words whatever it holds, and is written in the direction in which it reads. */
import { Link } from '@fluentui/react-components';
import { Fragment, type ReactNode } from 'react';
import type { Line, Span } from '../../../../bot/words/document.ts';
import { useHere } from '../here.ts';
import { lines, SafeLink } from './text-view.tsx';

/** Under which id something of a document stands in the page, which has ids of its own. */
export const idOf = (id: string): string => `at-${id}`;

/** All of them, one after the other: they have no ids, and are drawn anew as a whole. */
export const each = <T,>(all: readonly T[], draw: (one: T, at: number) => ReactNode): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: nothing else tells them apart
  all.map((one, at) => <Fragment key={at}>{draw(one, at)}</Fragment>);

const isTheirs = (line: Line): boolean => line.length === 1 && line[0]?.span === 'theirs';

/** For the element around a line: what is somebody's alone is written from their side. */
export const dir = (line: Line): { readonly dir?: 'auto' } => (isTheirs(line) ? { dir: 'auto' } : {});

export function LineView({ line }: { readonly line: Line }) {
  const isAlone = isTheirs(line);
  return each(line, (span) => (isAlone && span.span === 'theirs' ? lines(span.text) : <SpanView span={span} />));
}

function SpanView({ span }: { readonly span: Span }): ReactNode {
  const { say } = useHere();
  switch (span.span) {
    case 'ours':
      return span.text;
    case 'theirs':
      return <bdi>{lines(span.text)}</bdi>;
    case 'link':
      return (
        <SafeLink url={span.url} aside={say('page.new-window')}>
          {span.url}
        </SafeLink>
      );
    case 'ref':
      return (
        <Link inline href={`#${idOf(span.to)}`}>
          {span.text}
        </Link>
      );
  }
}
