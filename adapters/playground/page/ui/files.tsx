/** Files with a message: named and linked. */
import type { FileView } from '../../api-types.ts';
import { Icon } from './icon.tsx';
import { SafeLink } from './safe-link.tsx';

const sizeOf = (bytes: number): string =>
  bytes < 1000
    ? `${bytes} bytes`
    : bytes < 999_500
      ? `${Math.round(bytes / 1000)} kB`
      : `${(bytes / 1_000_000).toFixed(1)} MB`;

export function Files({ files }: { files: readonly FileView[] }) {
  if (files.length === 0) return null;
  return (
    <ul className="files" aria-label="Files">
      {files.map((file) => (
        <li key={file.id} className="file">
          <Icon name="file" />
          <span className="menu-words">
            <SafeLink url={file.url}>{file.name}</SafeLink>
            <span className="menu-note">{sizeOf(file.size)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
