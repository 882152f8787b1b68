/** The composer of a conversation or a thread in the Slack-like window. */
import { useMemo, useState } from 'react';
import type { SlackConversationView } from '../../api-types.ts';
import { Composer } from '../composer/composer.tsx';
import { Icon } from '../ui/icon.tsx';
import { AttachedFiles, AttachMenu, type MadeUpFile } from '../ui/made-up-files.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { useSlack } from './context.ts';
import { slackOffers } from './offers.ts';

/** Under which key a composer's unsent text is kept. */
export const slackDraft = (team: string, as: string, conversation: string, thread = ''): string =>
  `slack/${team}/${as}/${conversation}/${thread}`;

export const slackMarks = { bold: '*', italic: '_' };

export function SlackComposer({ row, thread }: { row: SlackConversationView; thread?: string }) {
  const { session, state, team } = useSlack();
  const [files, setFiles] = useState<MadeUpFile[]>([]);
  const offers = useMemo(
    () => slackOffers(team, state.conversations, thread !== undefined),
    [team, state.conversations, thread],
  );
  const where = row.kind === 'channel' || row.kind === 'private' ? `#${row.name}` : row.name;

  const send = async (text: string): Promise<boolean> => {
    session.quiet();
    const answer = await session.act({
      kind: 'post',
      channel: row.id,
      text,
      ...(thread && { thread }),
      ...(files.length > 0 && { files }),
    });
    if (!answer || answer.failed) return false;
    setFiles([]);
    return true;
  };

  const shortcuts = team.globalShortcuts.map(({ callbackId, name, description }, index) => ({
    label: name,
    note: description,
    icon: <Icon name="bolt" size={16} />,
    ...(index === 0 && { under: 'Shortcuts' }),
    run: () => void session.act({ kind: 'globalShortcut', callbackId }),
  }));

  return (
    <Composer
      label={thread ? 'Reply in thread' : `Message ${where}`}
      draftKey={slackDraft(state.team, state.as, row.id, thread)}
      offers={offers}
      onSend={send}
      marks={slackMarks}
      canBeEmpty={files.length > 0}
      attached={<AttachedFiles files={files} onRemove={(at) => setFiles(files.filter((_, index) => index !== at))} />}
      tools={
        <>
          <AttachMenu onAttach={(file) => setFiles([...files, file])} />
          {shortcuts.length > 0 && (
            <MenuButton
              label="Shortcuts"
              items={shortcuts}
              className="icon-button"
              end
              wide={300}
              testId="slack-shortcuts"
            >
              <Icon name="bolt" size={17} />
            </MenuButton>
          )}
        </>
      }
    />
  );
}
