/** An operator's commands as processes of their own, run to their end. */
import { startProcess } from './process.ts';

export type CommandName = 'backup' | 'restore' | 'rekey' | 'records' | 'library' | 'jobs' | 'migrate' | 'doctor';

export interface Ran {
  readonly code: number | string;
  readonly said: string;
}

/** Runs a command in a folder. @param env its variables; no other reaches it */
export function commandsIn(cwd: string, env: Readonly<Record<string, string>>) {
  return async (name: CommandName, ...args: readonly string[]): Promise<Ran> => {
    const running = startProcess({ cwd, env, main: `bot/${name}.ts`, args });
    const code = await running.ended(120_000);
    return { code, said: running.output() };
  };
}
