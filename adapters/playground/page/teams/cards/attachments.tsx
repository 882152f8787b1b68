/** What hangs on a Teams message: Adaptive Cards, and plain words for anything else. */
import type { TeamsAttachmentView, TeamsMessageView } from '../../../api-types.ts';
import { obj, str } from '../../state/json.ts';
import { nameOf, useTeams } from '../context.ts';
import { Card, type Pressed } from './card.tsx';

export const isCard = (attachment: TeamsAttachmentView): boolean =>
  attachment.contentType === 'application/vnd.microsoft.card.adaptive';

/** A card that nobody can press: for previews of what will be sent. */
export function StillCard({ attachment }: { attachment: TeamsAttachmentView }) {
  if (!isCard(attachment)) return <PlainCard attachment={attachment} />;
  return (
    <div inert>
      <Card content={attachment.content} label="Card" onPressed={async () => {}} typeahead={async () => []} />
    </div>
  );
}

/** Hero and thumbnail cards: their words. */
export function PlainCard({ attachment }: { attachment: TeamsAttachmentView }) {
  const content = obj(attachment.content) ?? {};
  const title = str(content.title) || attachment.name || 'Attachment';
  return (
    <div className="plain-card">
      <strong>{title}</strong>
      {str(content.subtitle) && <div className="quiet">{str(content.subtitle)}</div>}
      {str(content.text) && <div>{str(content.text)}</div>}
    </div>
  );
}

export function Attachments({ message }: { message: TeamsMessageView }) {
  const { session, tenant } = useTeams();
  const { conversation, id } = message;
  const label = message.summary || `Card from ${nameOf(tenant, message.from)}`;
  const pressed = async (press: Pressed): Promise<void> => {
    session.quiet();
    const { kind, inputs, data, ...action } = press;
    const answer = await session.act(
      kind === 'execute'
        ? { kind, conversation, id, action: { ...action, ...(data !== undefined && { data }) }, inputs }
        : { kind, conversation, id, data, inputs },
    );
    if (answer?.message) session.say({ kind: 'done', text: answer.message });
  };
  const typeahead = async (dataset: string, query: string) => {
    const answer = await session.act({ kind: 'typeahead', conversation, id, dataset, query });
    return (answer?.choices ?? []).map(({ title, value }) => ({ label: title, value }));
  };
  if (message.attachments.length === 0) return null;
  return (
    <div className={message.carousel ? 'cards cards-side' : 'cards'}>
      {message.attachments.map((attachment, index) =>
        isCard(attachment) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: attachments have no other name
          <Card key={index} content={attachment.content} label={label} onPressed={pressed} typeahead={typeahead} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: attachments have no other name
          <PlainCard key={index} attachment={attachment} />
        ),
      )}
    </div>
  );
}
