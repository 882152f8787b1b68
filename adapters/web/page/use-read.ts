/** Reading something from the server and again after everything that is done; what was read stays until the next is there. */
import { useEffect, useState } from 'react';
import { useHere } from './here.ts';

export interface Reading<T> {
  /** Null until it is there. */
  readonly data: T | null;
  /** What went wrong, in words; '' for nothing. */
  readonly problem: string;
  /** The server says that it is not for this reader, or not there: what was read before is nothing to show any more. */
  readonly refused: boolean;
  readonly again: () => void;
}

const NO_INPUT = {};
const REFUSED = 409;

/** @param input plain data: what reads the same is the same */
export function useRead<T>(name: string, input: object = NO_INPUT): Reading<T> {
  const { server, failed, round } = useHere();
  const [state, setState] = useState<Omit<Reading<T>, 'again'>>({ data: null, problem: '', refused: false });
  const [tries, setTries] = useState(0);
  const asked = JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again with every round and try; what fails is told by the page as it is then
  useEffect(() => {
    let current = true;
    void server.read<T>(name, input).then((answer) => {
      if (!current) return;
      if (answer.ok) setState({ data: answer.body, problem: '', refused: false });
      else setState((was) => ({ ...was, problem: failed(answer), refused: answer.status === REFUSED }));
    });
    return () => {
      current = false;
    };
  }, [server, name, asked, round, tries]);
  return { ...state, again: () => setTries((was) => was + 1) };
}
