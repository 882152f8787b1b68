/** The features' tables put together: by name, and two of one name do not start. */
import type { Feature } from './feature.ts';
import type { PrivateHandlers } from './private.ts';

type Named = 'commands' | 'actions' | 'forms' | 'shortcuts' | 'searches' | 'draws' | 'reads';
type Table<K extends Named> = Map<string, NonNullable<Feature[K]>[string]>;
type Privately = Required<PrivateHandlers>;
type PrivateTable<K extends keyof Privately> = Map<string, Privately[K][string]>;

export interface Tables {
  readonly features: readonly Feature[];
  readonly commands: Table<'commands'>;
  readonly actions: Table<'actions'>;
  readonly forms: Table<'forms'>;
  readonly shortcuts: Table<'shortcuts'>;
  readonly searches: Table<'searches'>;
  readonly draws: Table<'draws'>;
  readonly reads: Table<'reads'>;
  /** What is acted on without being written down: none of these names is an ordinary one's. */
  readonly privately: { readonly actions: PrivateTable<'actions'>; readonly forms: PrivateTable<'forms'> };
  /** Names of the actions and of the forms that are open to pages. */
  readonly acts: { readonly press: ReadonlySet<string>; readonly submit: ReadonlySet<string> };
  /** Whether a command's, action's or form's handler wants to know the place. */
  looks(name: string): boolean;
}

/** @throws when two features claim one name, or one opens to pages what it does not have */
export function createTables(features: readonly Feature[]): Tables {
  const gather = <K extends Named>(kind: K): Table<K> => {
    const table: Table<K> = new Map();
    for (const feature of features) {
      for (const [name, entry] of Object.entries(feature[kind] ?? {})) {
        if (table.has(name)) throw new Error(`two features claim ${kind} "${name}", one of them ${feature.name}`);
        table.set(name, entry as NonNullable<Feature[K]>[string]);
      }
    }
    return table;
  };
  const gatherPrivate = <K extends keyof Privately>(
    kind: K,
    ordinary: ReadonlyMap<string, unknown>,
  ): PrivateTable<K> => {
    const table: PrivateTable<K> = new Map();
    for (const feature of features) {
      for (const [name, entry] of Object.entries(feature.privately?.[kind] ?? {})) {
        if (table.has(name) || ordinary.has(name))
          throw new Error(`two features claim ${kind} "${name}", one of them ${feature.name}, privately`);
        table.set(name, entry as Privately[K][string]);
      }
    }
    return table;
  };
  const names = features.map((feature) => feature.name);
  if (new Set(names).size < names.length) throw new Error(`two features of one name among ${names.join(', ')}`);
  const opened = (how: 'press' | 'submit', kind: 'actions' | 'forms'): ReadonlySet<string> =>
    new Set(
      features.flatMap((feature) => {
        const names = feature.acts?.[how] ?? [];
        const lacking = names.find(
          (name) => (feature[kind]?.[name] ?? feature.privately?.[kind]?.[name]) === undefined,
        );
        if (lacking !== undefined) throw new Error(`${feature.name} opens ${kind} "${lacking}" to pages and has none`);
        return names;
      }),
    );
  const [actions, forms] = [gather('actions'), gather('forms')];
  const looking = new Set(features.flatMap((feature) => feature.looks ?? []));
  return {
    features,
    commands: gather('commands'),
    actions,
    forms,
    shortcuts: gather('shortcuts'),
    searches: gather('searches'),
    draws: gather('draws'),
    reads: gather('reads'),
    privately: { actions: gatherPrivate('actions', actions), forms: gatherPrivate('forms', forms) },
    acts: { press: opened('press', 'actions'), submit: opened('submit', 'forms') },
    looks: (name) => looking.has(name),
  };
}
