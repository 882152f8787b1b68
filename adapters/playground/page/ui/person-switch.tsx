/** The switch for who is acted as in a window. */
import type { PersonView } from '../../api-types.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { MenuButton } from './menu.tsx';

interface Props {
  people: readonly PersonView[];
  as: string;
  /** The organisation's name, over the list. */
  of: string;
  onChange(id: string): void;
  testId: string;
}

export function PersonSwitch({ people, as, of, onChange, testId }: Props) {
  const person = people.find(({ id }) => id === as);
  const items = people.map((one, index) => ({
    label: one.name,
    note: one.title,
    chosen: one.id === as,
    icon: <Avatar person={one} size={26} />,
    ...(index === 0 && { under: `Act as somebody at ${of}` }),
    run: () => onChange(one.id),
  }));
  return (
    <MenuButton
      label={`Acting as ${person?.name ?? 'nobody'}`}
      items={items}
      className="person-switch"
      end
      wide={280}
      testId={testId}
    >
      <Avatar person={person} size={22} />
      <span className="person-switch-words">
        <span className="person-switch-as">Acting as</span>
        <span className="person-switch-name">{person?.name}</span>
      </span>
      <Icon name="down" size={14} />
    </MenuButton>
  );
}
