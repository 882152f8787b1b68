/** A list of Block Kit blocks, each by its type. Unknown ones say so instead of vanishing. */
import { Fragment } from 'react';
import { type Json, num, obj, objs, str } from '../../state/json.ts';
import { LooseElement } from './element.tsx';
import { Mrkdwn } from './inline.tsx';
import { InputBlock } from './input-block.tsx';
import { Picture } from './picture.tsx';
import { RichText } from './rich-text.tsx';
import { plainOf, TextObject } from './text.tsx';

function Section({ block, blockId }: { block: Json; blockId: string }) {
  const accessory = obj(block.accessory);
  const fields = objs(block.fields);
  return (
    <div className="block-section">
      <div className="block-section-text">
        <TextObject text={obj(block.text)} />
        {fields.length > 0 && (
          <div className="block-fields">
            {fields.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields have no other name
              <div key={index}>
                <TextObject text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div className="block-accessory">
          <LooseElement element={accessory} blockId={blockId} label={plainOf(block.text)} />
        </div>
      )}
    </div>
  );
}

function ContextBlock({ block }: { block: Json }) {
  return (
    <div className="block-context">
      {objs(block.elements).map((element, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: context elements have no other name
        <Fragment key={index}>
          {element.type === 'image' ? (
            <Picture image={element} />
          ) : (
            <span>
              <TextObject text={element} />
            </span>
          )}
        </Fragment>
      ))}
    </div>
  );
}

function Actions({ block, blockId }: { block: Json; blockId: string }) {
  return (
    <div className="block-actions">
      {objs(block.elements).map((element, index) => (
        <LooseElement key={str(element.action_id) || index} element={element} blockId={blockId} />
      ))}
    </div>
  );
}

function Heading({ block }: { block: Json }) {
  const Tag = `h${Math.min(6, (num(block.level) ?? 2) + 2)}` as 'h4';
  return <Tag className="block-header">{plainOf(block.text)}</Tag>;
}

function ImageBlock({ block }: { block: Json }) {
  return (
    <figure className="block-image">
      {obj(block.title) && <figcaption>{plainOf(block.title)}</figcaption>}
      <Picture image={block} large />
    </figure>
  );
}

function Block({ block, blockId }: { block: Json; blockId: string }) {
  switch (block.type) {
    case 'section':
      return <Section block={block} blockId={blockId} />;
    case 'header':
      return <Heading block={block} />;
    case 'context':
      return <ContextBlock block={block} />;
    case 'divider':
      return <hr className="block-divider" />;
    case 'actions':
      return <Actions block={block} blockId={blockId} />;
    case 'input':
      return <InputBlock block={block} blockId={blockId} />;
    case 'rich_text':
      return <RichText block={block} />;
    case 'image':
      return <ImageBlock block={block} />;
    case 'markdown':
      return <Mrkdwn text={str(block.text)} />;
    default:
      return <p className="unknown-block">(A block of type {str(block.type) || 'unknown'} is not drawn here.)</p>;
  }
}

export function Blocks({ blocks }: { blocks: readonly unknown[] }) {
  return (
    <div className="blocks">
      {objs(blocks).map((block, index) => {
        const id = str(block.block_id) || `block-${index}`;
        return <Block key={id} block={block} blockId={id} />;
      })}
    </div>
  );
}
