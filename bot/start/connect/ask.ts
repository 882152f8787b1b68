/** Asks an operator for a secret without showing it, or takes it from a line of the input where no terminal is there. */

import { StartError } from '../../core/start-error.ts';

/** What is read of a terminal or a pipe. */
interface Input {
  readonly isTTY?: boolean;
  setRawMode?(on: boolean): unknown;
  setEncoding(encoding: 'utf8'): unknown;
  on(event: 'data' | 'end', listener: (chunk: string) => void): unknown;
  off(event: 'data' | 'end', listener: (chunk: string) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** @returns what was typed, without blanks around it; '' where nothing was */
export type Ask = (question: string) => Promise<string>;

const CTRL_C = '\u0003';
const ENTER = /[\r\n]/;
const BACKSPACE = /[\b\u007f]/;

export function ask(input: Input, write: (text: string) => void): Ask {
  let pending = '';
  let ended = false;
  return async (question) => {
    write(`${question}: `);
    input.setEncoding('utf8');
    input.setRawMode?.(true);
    input.resume();
    const line = await new Promise<string>((resolve, reject) => {
      const done = (finish: () => void): void => {
        input.off('data', take);
        input.off('end', over);
        input.setRawMode?.(false);
        input.pause();
        write('\n');
        finish();
      };
      const take = (chunk: string): void => {
        for (const char of chunk) pending = BACKSPACE.test(char) && input.isTTY ? pending.slice(0, -1) : pending + char;
        const at = pending.search(ENTER);
        if (pending.includes(CTRL_C)) done(() => reject(new StartError('Nothing was changed.')));
        else if (at >= 0) end(at);
      };
      const end = (at: number): void => {
        const typed = pending.slice(0, at);
        pending = pending.slice(at).replace(/^\r?\n|^\r/, '');
        done(() => resolve(typed));
      };
      const over = (): void => {
        ended = true;
        const rest = pending;
        pending = '';
        done(() => resolve(rest));
      };
      if (ended) {
        done(() => resolve(''));
        return;
      }
      input.on('data', take);
      input.on('end', over);
      if (ENTER.test(pending)) take('');
    });
    return line.trim();
  };
}
