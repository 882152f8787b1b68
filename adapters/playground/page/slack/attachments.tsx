/** Slack's older attachments: a coloured bar, and blocks or text beside it. */
import { objs, str } from '../state/json.ts';
import { SafeLink } from '../ui/safe-link.tsx';
import { Blocks } from './blocks/blocks.tsx';
import { Mrkdwn } from './blocks/inline.tsx';

export function Attachments({ attachments }: { attachments: readonly unknown[] }) {
  return objs(attachments).map((attachment, index) => {
    const blocks = objs(attachment.blocks);
    const colour = /^#?[0-9a-f]{6}$/i.test(str(attachment.color))
      ? `#${str(attachment.color).replace('#', '')}`
      : undefined;
    const title = str(attachment.title);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: attachments have no other name
      <div key={index} className="attachment" style={colour ? { borderColor: colour } : undefined}>
        {str(attachment.pretext) && <Mrkdwn text={str(attachment.pretext)} />}
        {title && (
          <strong>
            {attachment.title_link ? <SafeLink url={str(attachment.title_link)}>{title}</SafeLink> : title}
          </strong>
        )}
        {blocks.length > 0 ? (
          <Blocks blocks={blocks} />
        ) : (
          <Mrkdwn text={str(attachment.text) || str(attachment.fallback)} />
        )}
        {str(attachment.footer) && <p className="quiet">{str(attachment.footer)}</p>}
      </div>
    );
  });
}
