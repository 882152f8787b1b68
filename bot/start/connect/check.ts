/** Whether a connection works now: the doctor's examination of that one alone. */
import { connectorOf } from '../../../adapters/teams/index.ts';
import { createReferences } from '../../../prisma/references.ts';
import { createSealer } from '../../core/seal.ts';
import { StartError } from '../../core/start-error.ts';
import { checkConnection } from '../doctor/connections.ts';
import { lineOf, totalLine } from '../doctor/finding.ts';
import { firstSubjects, storedSubjects } from '../doctor/subjects.ts';
import { known } from './change.ts';
import type { Context, Typed } from './command.ts';

/** `check <name>` @throws StartError where anything does not work */
export async function check(context: Context, { name }: Typed): Promise<void> {
  const { first, store, prisma, opened, addresses, publicUrl, clock, say } = context;
  const all = [...firstSubjects(first), ...(await storedSubjects(store, first))];
  const subjects = all.filter((one) => one.name === name);
  if (subjects.length === 0) await known(context, name);
  const references = createReferences({ prisma, sealer: createSealer(opened.secrets, 'teams references'), clock });
  const asking = { addresses, publicUrl, clock, connectorOf: (tenant: string) => connectorOf(references, tenant) };
  const findings = (await Promise.all(subjects.map((one) => checkConnection(one, asking)))).flat();
  for (const one of findings) say(lineOf(one));
  const total = totalLine(findings);
  if (findings.some(({ state }) => state === 'problem')) throw new StartError(total);
  say(total);
}
