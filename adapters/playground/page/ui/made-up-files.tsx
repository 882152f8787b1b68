/** Attaching a file in the playground: one of a few made-up ones, because nothing is uploaded. */
import { Icon } from './icon.tsx';
import { MenuButton } from './menu.tsx';

export interface MadeUpFile {
  name: string;
  mimetype: string;
  size: number;
}

const samples: readonly MadeUpFile[] = [
  { name: 'Inspection checklist.pdf', mimetype: 'application/pdf', size: 184_320 },
  {
    name: 'Fees 2026.xlsx',
    mimetype: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    size: 38_912,
  },
  { name: 'Site photo.jpg', mimetype: 'image/jpeg', size: 1_468_006 },
];

export function AttachMenu({ onAttach }: { onAttach(file: MadeUpFile): void }) {
  const items = samples.map((file, index) => ({
    label: file.name,
    ...(index === 0 && { under: 'A made-up file' }),
    icon: <Icon name="file" size={16} />,
    run: () => onAttach(file),
  }));
  return (
    <MenuButton label="Attach a made-up file" items={items} className="icon-button" end>
      <Icon name="clip" size={17} />
    </MenuButton>
  );
}

export function AttachedFiles({ files, onRemove }: { files: readonly MadeUpFile[]; onRemove(index: number): void }) {
  if (files.length === 0) return null;
  return (
    <div className="attached">
      {files.map((file, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be attached twice
        <span key={index} className="chip">
          {file.name}
          <button type="button" aria-label={`Remove ${file.name}`} onClick={() => onRemove(index)}>
            <Icon name="close" size={12} />
          </button>
        </span>
      ))}
    </div>
  );
}
