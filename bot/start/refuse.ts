/** The end of a start that cannot be: what is wrong in plain sentences, and exit code 1. */
import { StartError } from '../core/start-error.ts';

/** Writes one sentence as it is, several as a list. An error of any other kind is our own fault, and its words stay out. */
export function refuse(error: unknown): never {
  const sentences =
    error instanceof StartError
      ? error.message.split('\n')
      : ['Guildhall could not start because of a fault of its own.', ...framesOf(error)];
  const isList = error instanceof StartError && sentences.length > 1;
  const lines = isList ? ['Guildhall cannot start:', ...sentences.map((one) => `  - ${one}`)] : sentences;
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}

/** Where it happened, without the error's own words, which may hold an address or what somebody wrote. */
function framesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  return [error.name, ...(error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))];
}
