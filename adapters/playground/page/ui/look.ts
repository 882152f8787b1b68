/** Which window a menu or a dialog belongs to: things drawn at the end of the document keep its colours. */
import { createContext, useContext } from 'react';

export type Look = 'frame' | 'slack' | 'teams';

export const LookContext = createContext<Look>('frame');
export const useLook = (): Look => useContext(LookContext);
