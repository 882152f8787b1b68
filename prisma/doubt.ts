/** Messages that may stand on their platform although nobody heard so: their sender died, or its call had no answer. */
import type { MessageRef } from '../bot/core/ref.ts';
import { Prisma } from './generated/client.ts';

/** The `problem` of a row that is owed again without knowing whether it was posted. */
export const UNSURE = 'unsure';

/** Rows of `outgoing` that may be there under an id that is not known yet. */
export const maybeThere = Prisma.sql`
  (remote_id IS NULL AND (state = 'sending' OR (state = 'owed' AND problem = ${UNSURE})))`;

/** How a delivery names the message that it brings. */
export const deliveryKey = ({ platform, key }: MessageRef): string => `${platform}/${key}`;
