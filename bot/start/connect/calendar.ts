/** An organisation's time zone and bank holidays: those of the communities that it founds, and of its people. */
import { StartError } from '../../core/start-error.ts';
import { HOLIDAYS } from '../../words/holidays.ts';
import { isZone } from '../../words/zone.ts';
import type { Context, Typed } from './command.ts';

/** `calendar "Ashcombe Council" [--zone Europe/London] [--holidays scotland]`; without options it is shown. @throws StartError */
export async function calendar({ prisma, say }: Context, { name, options }: Typed): Promise<void> {
  const { zone, holidays } = options;
  if (zone !== undefined && !isZone(zone))
    throw new StartError('--zone must be the name of a time zone, such as Europe/London.');
  if (holidays !== undefined && !HOLIDAYS.some((one) => one === holidays))
    throw new StartError(`--holidays must be one of ${HOLIDAYS.join(', ')}.`);
  const data = { ...(zone !== undefined && { zone }), ...(holidays !== undefined && { holidays }) };
  if (Object.keys(data).length > 0) await prisma.organisation.updateMany({ where: { name }, data });
  const known = await prisma.organisation.findFirst({ where: { name } });
  if (!known)
    throw new StartError('There is no organisation of that name: npm run connect -- list shows those that there are.');
  say(`${known.name}: zone ${known.zone ?? 'not set (Europe/London)'}, bank holidays ${known.holidays}.`);
}
