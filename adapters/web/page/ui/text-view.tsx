/** Text as data, drawn: nothing in it can become markup, and links lead only to the web. */
import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { Fragment, type ReactNode } from 'react';
import { type Run, runs, type Style, type Text } from '../../../../bot/core/text.ts';
import { useHere } from '../here.ts';

const useStyles = makeStyles({
  quote: {
    margin: `${tokens.spacingVerticalXS} 0`,
    paddingInlineStart: tokens.spacingHorizontalM,
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke1,
  },
  code: {
    // What is to be typed stands on one line, where there is room for it.
    display: 'inline-block',
    maxWidth: '100%',
    boxSizing: 'border-box',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '0.95em',
    padding: '0 4px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  list: { margin: `${tokens.spacingVerticalXS} 0`, paddingInlineStart: '1.4em' },
});

export function TextView({ text }: { readonly text: Text }) {
  return <Runs of={runs(text)} />;
}

function Runs({ of }: { readonly of: readonly Run[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: runs have no ids, and are drawn anew as a whole
  return of.map((run, at) => <OneRun key={at} run={run} />);
}

function OneRun({ run }: { readonly run: Run }): ReactNode {
  const styles = useStyles();
  const { hello, say } = useHere();
  switch (run.run) {
    case 'text':
      return styled(run.style, lines(run.text));
    case 'link':
      return styled(
        run.style,
        <SafeLink url={run.url} aside={say('page.new-window')}>
          {run.text || run.url}
        </SafeLink>,
      );
    case 'person':
      return <strong>{run.name}</strong>;
    case 'time':
      return <time dateTime={run.at}>{inZone(run.at, hello.locale, hello.zone, run.style)}</time>;
    case 'code':
      return <code className={styles.code}>{run.text}</code>;
    case 'quote':
      return (
        <blockquote className={styles.quote}>
          <Runs of={run.of} />
        </blockquote>
      );
    case 'list': {
      const items = run.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no ids, and are drawn anew as a whole
        <li key={at}>
          <Runs of={item} />
        </li>
      ));
      return run.ordered ? <ol className={styles.list}>{items}</ol> : <ul className={styles.list}>{items}</ul>;
    }
  }
}

/** Leads away from the page, in a window of its own; an address that is none of the web's is only words. */
export function SafeLink({
  url,
  aside,
  children,
}: {
  readonly url: string;
  readonly aside: string;
  readonly children: ReactNode;
}) {
  if (!/^https?:\/\//i.test(url)) return children;
  return (
    <Link inline href={url} target="_blank" rel="noopener noreferrer" title={aside}>
      {children}
    </Link>
  );
}

function styled(style: Style | undefined, words: ReactNode): ReactNode {
  if (!style) return words;
  let drawn = words;
  if (style.code) drawn = <CodeView>{drawn}</CodeView>;
  if (style.strike) drawn = <s>{drawn}</s>;
  if (style.italic) drawn = <em>{drawn}</em>;
  return style.bold ? <strong>{drawn}</strong> : drawn;
}

function CodeView({ children }: { readonly children: ReactNode }) {
  return <code className={useStyles().code}>{children}</code>;
}

/** Words with their line breaks. */
export const lines = (text: string): ReactNode =>
  text.split('\n').map((line, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no ids, and are drawn anew as a whole
    <Fragment key={at}>
      {at > 0 && <br />}
      {line}
    </Fragment>
  ));

function inZone(at: string, locale: string, timeZone: string, style: 'day' | 'minute'): string {
  const how = style === 'day' ? ({ dateStyle: 'long' } as const) : ({ dateStyle: 'long', timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(locale, { ...how, timeZone }).format(new Date(at));
}
