/** Slack's `rich_text` block: sections, lists, quotations and preformatted text. */
import type { ReactNode } from 'react';
import { type Json, num, obj, objs, str } from '../../state/json.ts';
import { SafeLink } from '../../ui/safe-link.tsx';
import { emoji } from './emoji.ts';
import { ChannelMention, DateText, Lines, UserMention } from './inline.tsx';

function styled(element: Json, drawn: ReactNode): ReactNode {
  const style = obj(element.style) ?? {};
  let out = drawn;
  if (style.code) out = <code>{out}</code>;
  if (style.strike) out = <s>{out}</s>;
  if (style.underline) out = <u>{out}</u>;
  if (style.italic) out = <em>{out}</em>;
  if (style.bold) out = <strong>{out}</strong>;
  return out;
}

function drawn(element: Json): ReactNode {
  switch (element.type) {
    case 'text':
      return <Lines text={str(element.text)} />;
    case 'link':
      return <SafeLink url={str(element.url)}>{str(element.text) || str(element.url)}</SafeLink>;
    case 'user':
      return <UserMention id={str(element.user_id)} />;
    case 'channel':
      return <ChannelMention id={str(element.channel_id)} />;
    case 'usergroup':
      return <span className="mention">@group</span>;
    case 'team':
      return <span className="mention">@team</span>;
    case 'broadcast':
      return <span className="mention mention-me">@{str(element.range)}</span>;
    case 'emoji':
      return <span className="emoji">{emoji(str(element.name), str(element.unicode))}</span>;
    case 'date':
      return (
        <DateText
          seconds={num(element.timestamp) ?? Number.NaN}
          format={str(element.format)}
          fallback={str(element.fallback)}
          url={str(element.url)}
        />
      );
    case 'color':
      return <code>{str(element.value)}</code>;
    default:
      return str(element.text);
  }
}

function Inlines({ of }: { of: unknown }): ReactNode {
  return objs(of).map((element, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the elements of one section have no other name
    <span key={index}>{styled(element, drawn(element))}</span>
  ));
}

function List({ list }: { list: Json }) {
  const indent = num(list.indent) ?? 0;
  const items = objs(list.elements).map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the items of one list have no other name
    <li key={index}>
      <Inlines of={item.elements} />
    </li>
  ));
  const style = { marginInlineStart: indent * 20 };
  if (list.style === 'ordered') {
    return (
      <ol style={style} start={(num(list.offset) ?? 0) + 1} data-level={indent % 3}>
        {items}
      </ol>
    );
  }
  return (
    <ul style={style} data-level={indent % 3}>
      {items}
    </ul>
  );
}

function Part({ part }: { part: Json }) {
  switch (part.type) {
    case 'rich_text_list':
      return <List list={part} />;
    case 'rich_text_quote':
      return (
        <blockquote>
          <Inlines of={part.elements} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return (
        <pre>
          <Inlines of={part.elements} />
        </pre>
      );
    default:
      return (
        <div>
          <Inlines of={part.elements} />
        </div>
      );
  }
}

export function RichText({ block }: { block: Json }) {
  return (
    <div className="rich-text">
      {objs(block.elements).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one block have no other name
        <Part key={index} part={part} />
      ))}
    </div>
  );
}
