/** What of sessions is private: the handlers of all parts of whose doing nothing is written down but what they write. */
import type { Feature } from '../core/feature.ts';
import type { SessionPart } from './parts.ts';

export const privatelyOf = (parts: readonly SessionPart[]): NonNullable<Feature['privately']> => ({
  actions: Object.assign({}, ...parts.map(({ privately }) => privately?.actions)),
  forms: Object.assign({}, ...parts.map(({ privately }) => privately?.forms)),
});
