/** The composer of a post, a reply or a chat in the Teams-like window, with the app's search and actions. */
import { useMemo, useState } from 'react';
import type { SearchResultView } from '../../api-types.ts';
import { Composer } from '../composer/composer.tsx';
import { focusComposer } from '../state/drafts.ts';
import { Icon } from '../ui/icon.tsx';
import { AttachedFiles, AttachMenu, type MadeUpFile } from '../ui/made-up-files.tsx';
import { MenuButton, type MenuItem } from '../ui/menu.tsx';
import { StillCard } from './cards/attachments.tsx';
import { useTeams } from './context.ts';
import { teamsOffers } from './offers.ts';

/** Under which key a composer's unsent text is kept. */
export const teamsDraft = (as: string, conversation: string, root = ''): string =>
  `teams/${as}/${conversation}/${root}`;

export const teamsMarks = { bold: '**', italic: '_' };

interface Props {
  conversation: string;
  scope: 'personal' | 'team' | 'groupChat';
  label: string;
  root?: string;
  onEscape?(): void;
  onSent?(): void;
}

export function TeamsComposer({ conversation, scope, label, root, onEscape, onSent }: Props) {
  const { session, state, tenant, search } = useTeams();
  const [files, setFiles] = useState<MadeUpFile[]>([]);
  const [card, setCard] = useState<SearchResultView['card'] | null>(null);
  const offers = useMemo(() => teamsOffers(tenant, scope), [tenant, scope]);

  const send = async (text: string): Promise<boolean> => {
    session.quiet();
    const answer = await session.act({
      kind: 'post',
      conversation,
      text,
      ...(root && { root }),
      ...(files.length > 0 && { files }),
      ...(card && { card }),
    });
    if (!answer || answer.failed) return false;
    setFiles([]);
    setCard(null);
    onSent?.();
    return true;
  };

  const heading = { under: tenant.bot.name };
  const items: MenuItem[] = [
    ...tenant.searches.map(({ commandId, title, description }) => ({
      label: title,
      note: description,
      icon: <Icon name="search" size={16} />,
      run: () =>
        search(commandId, conversation, root, (result) => {
          setCard(result.card);
          focusComposer(teamsDraft(state.as, conversation, root));
        }),
    })),
    ...tenant.actions
      .filter(({ contexts }) => contexts.includes('compose'))
      .map(({ commandId, title, description }) => ({
        label: title,
        note: description,
        icon: <Icon name="bolt" size={16} />,
        run: () => void session.act({ kind: 'messageAction', conversation, commandId, ...(root && { root }) }),
      })),
  ].map((item, index) => (index === 0 ? { ...item, ...heading } : item));

  return (
    <Composer
      label={label}
      draftKey={teamsDraft(state.as, conversation, root)}
      offers={offers}
      onSend={send}
      marks={teamsMarks}
      canBeEmpty={files.length > 0 || card !== null}
      {...(onEscape && { onEscape })}
      attached={
        <>
          <AttachedFiles files={files} onRemove={(at) => setFiles(files.filter((_, index) => index !== at))} />
          {card && (
            <div className="attached-card" data-testid="attached-card">
              <StillCard attachment={card} />
              <button type="button" className="icon-button" aria-label="Remove the card" onClick={() => setCard(null)}>
                <Icon name="close" size={14} />
              </button>
            </div>
          )}
        </>
      }
      tools={
        <>
          <AttachMenu onAttach={(file) => setFiles([...files, file])} />
          {items.length > 0 && (
            <MenuButton
              label="Apps and actions"
              items={items}
              className="icon-button"
              end
              wide={300}
              testId="teams-apps"
            >
              <Icon name="apps" size={17} />
            </MenuButton>
          )}
        </>
      }
    />
  );
}
