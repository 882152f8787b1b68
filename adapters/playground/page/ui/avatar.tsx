/** A person's drawn picture: two letters on their colour; Guildhall has its mark. */
import type { PersonView } from '../../api-types.ts';
import { Mark } from './icon.tsx';

export function Avatar({ person, size = 36 }: { person: PersonView | undefined; size?: number }) {
  if (person?.bot)
    return (
      <span className="avatar avatar-app" style={{ width: size, height: size }}>
        <Mark size={size} />
      </span>
    );
  return (
    <span
      className="avatar"
      aria-hidden="true"
      style={{ width: size, height: size, background: person?.colour ?? '#6b6b6b', fontSize: Math.round(size * 0.38) }}
    >
      {person?.initials ?? '?'}
    </span>
  );
}
