/** Operations: what threatens a deployment, watched and told to its operator. */
import type { Feature } from '../core/feature.ts';

export { type Alarms, createAlarms } from './tell.ts';
export { threats } from './threats.ts';
export type { Watched } from './watched.ts';

export const wire = (): Feature => ({
  name: 'operations',
  refuses: {
    MessageDeleted: 'keeps no messages',
    PersonLeft: 'keeps nothing of people',
  },
});
