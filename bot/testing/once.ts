/** What takes long to set up and is the same for many tests is set up by the first of them; the others go on from there, each with a database of its own. */
import { type Kept, type Stage, stage } from './stage.ts';

/** By what it is called; of this worker. */
const known = new Map<string, { readonly from: Kept; readonly made: unknown }>();

/**
 * @param name the same for what is set up alike
 * @param make sets it up; what it gives beside the stage is plain data
 */
export async function once<M>(
  name: string,
  make: () => Promise<{ readonly s: Stage; readonly made: M }>,
): Promise<{ readonly s: Stage; readonly made: M }> {
  const before = known.get(name);
  if (before) return { s: await stage({ from: before.from }), made: structuredClone(before.made) as M };
  const { s, made } = await make();
  known.set(name, { from: await s.kept(), made: structuredClone(made) });
  return { s, made };
}
