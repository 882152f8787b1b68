/** The admins of an organisation: the first is named here, the others by each other in chat. */
import { StartError } from '../../core/start-error.ts';
import type { Context, Typed } from './command.ts';

/** `admin "<organisation>"` shows them; with an account it adds one, or with `--remove` takes one out. @throws StartError */
export async function admin(context: Context, { name, id, options }: Typed): Promise<void> {
  const { prisma, say, clock } = context;
  const organisation = await prisma.organisation.findFirst({ where: { name }, orderBy: { createdAt: 'asc' } });
  if (!organisation)
    throw new StartError(`No organisation is called “${name}”: npm run connect -- list shows those that are.`);
  if (id === '') {
    const admins = await prisma.organisationAdmin.findMany({
      where: { organisationId: organisation.id },
      orderBy: [{ addedAt: 'asc' }, { personId: 'asc' }],
    });
    if (admins.length === 0) return say(`“${name}” has no admin.`);
    for (const { personId } of admins) {
      const accounts = await prisma.identity.findMany({ where: { personId }, orderBy: { createdAt: 'asc' } });
      say(accounts.map((one) => `${one.name} (${one.platform}/${one.ref}${one.active ? '' : ', closed'})`).join(', '));
    }
    return;
  }
  const account = await accountOf(context, organisation.id, id);
  const key = { organisationId: organisation.id, personId: account.personId };
  if (options.remove !== undefined) {
    const { count } = await prisma.organisationAdmin.deleteMany({ where: key });
    if (count === 0) throw new StartError(`${account.name} is no admin of “${name}”.`);
    return say(`${account.name} is no admin of “${name}” any more.`);
  }
  await prisma.organisationAdmin.createMany({ data: [{ ...key, addedAt: clock.now() }], skipDuplicates: true });
  say(`${account.name} is an admin of “${name}”: they type lead to Guildhall to see what they can do.`);
}

/** An account of the organisation, by the id that its platform shows. Never by a name: anybody may call themselves so. */
async function accountOf({ prisma }: Context, organisationId: string, typed: string) {
  const [, inLink] = /\/team\/([UW][A-Z0-9]+)\/?$/.exec(typed) ?? [];
  const id = inLink ?? typed.replace(/^(slack|teams)\//, '');
  const near = await prisma.identity.findMany({
    where: { workspace: { organisationId }, active: true, ref: { endsWith: id, mode: 'insensitive' } },
  });
  // What stands for any letter in a search stands for itself in an id.
  const accounts = near.filter(({ ref }) => `/${ref}`.toLowerCase().endsWith(`/${id.toLowerCase()}`));
  const [account] = accounts;
  if (!account)
    throw new StartError(
      'Guildhall knows no such account there. Give the member id that Slack shows in a profile (U…), or the object id that Entra shows of a user; whoever it is must have written to Guildhall once.',
    );
  if (accounts.length > 1)
    throw new StartError(
      `Several accounts have that id: give one of ${accounts.map((one) => `${one.platform}/${one.ref}`).join(', ')}.`,
    );
  if (account.checkedAt === null || account.guest || account.external)
    throw new StartError(
      'That account is a guest’s or from outside, or its platform has not said who it is: it cannot be an admin.',
    );
  return account;
}
