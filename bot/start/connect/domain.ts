/** Domains of e-mail addresses that organisations list as their own: whoever has one in two of their workspaces is one person. */
import { StartError } from '../../core/start-error.ts';
import type { Context, Typed } from './command.ts';

const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/** `domain <organisation> <domain> [--remove]` @throws StartError */
export async function domain({ prisma, say, clock }: Context, { name, id, options }: Typed): Promise<void> {
  const owner = await prisma.organisation.findFirst({ where: { name }, orderBy: { createdAt: 'asc' } });
  if (!owner)
    throw new StartError(`There is no organisation “${name}” here: npm run connect -- list shows those that are.`);
  const listed = readDomain(id);
  const where = { domain_organisationId: { domain: listed, organisationId: owner.id } };
  if (options.remove !== undefined) {
    if (!(await prisma.listedDomain.findUnique({ where }))) throw new StartError(`${name} has not listed ${listed}.`);
    await prisma.listedDomain.delete({ where });
    return say(
      `${listed} joins no accounts of ${name} any more. Those that are joined stay so until somebody takes them apart.`,
    );
  }
  const create = { domain: listed, organisationId: owner.id, createdAt: clock.now() };
  await prisma.listedDomain.upsert({ where, create, update: {} });
  const others = await prisma.listedDomain.findMany({
    where: { domain: listed, organisationId: { not: owner.id } },
    include: { organisation: true },
  });
  if (others.length > 0)
    return say(
      `${listed} is ${name}’s, and ${others.map(({ organisation }) => organisation.name).join(', ')} has listed it as well: it joins no accounts while more than one does.`,
    );
  say(
    `${listed} is ${name}’s: accounts in its workspaces with the same address there are one person’s, who is told and can undo it.`,
  );
}

/** In small letters, as addresses are compared; in the letters of the network where it has others. @throws StartError */
function readDomain(typed: string): string {
  const url = `https://${typed.replace(/^@/, '').toLowerCase()}`;
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  if (!DOMAIN.test(host)) throw new StartError('Give the part of addresses after the @, such as ashcombe.gov.uk.');
  return host;
}
