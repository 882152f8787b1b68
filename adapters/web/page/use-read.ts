/** Reading something from the server and again after everything that is done; what was read stays until the next is there. */
import { useEffect, useState } from 'react';
import { useHere } from './here.ts';

export interface Reading<T> {
  /** Null until it is there. */
  readonly data: T | null;
  /** What went wrong, in words; '' for nothing. */
  readonly problem: string;
  readonly again: () => void;
}

export function useRead<T>(name: string): Reading<T> {
  const { server, failed, round } = useHere();
  const [state, setState] = useState<{ data: T | null; problem: string }>({ data: null, problem: '' });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again with every round and try; what fails is told by the page as it is then
  useEffect(() => {
    let current = true;
    void server.read<T>(name, {}).then((answer) => {
      if (!current) return;
      if (answer.ok) setState({ data: answer.body, problem: '' });
      else setState((was) => ({ ...was, problem: failed(answer) }));
    });
    return () => {
      current = false;
    };
  }, [server, name, round, tries]);
  return { ...state, again: () => setTries((was) => was + 1) };
}
