/** How the pages look: in a browser by what its owner prefers, in Teams as Teams does. */
import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
} from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { TeamsLook } from '../teams.ts';

/** Guildhall's teal, from the darkest to the lightest. */
const teal: BrandVariants = {
  10: '#030a0c',
  20: '#071a1e',
  30: '#0a2a30',
  40: '#0c363e',
  50: '#0e404a',
  60: '#104853',
  70: '#114c57',
  80: '#12505b',
  90: '#2f7683',
  100: '#4fa3b3',
  110: '#66b3c1',
  120: '#7dc1cd',
  130: '#95ced8',
  140: '#aedbe3',
  150: '#c8e7ed',
  160: '#e3f4f7',
};
const light = createLightTheme(teal);
const dark: Theme = {
  ...createDarkTheme(teal),
  colorBrandForegroundLink: teal[120],
  // Seen as buttons on dark grey, and white words on them are read.
  colorBrandBackground: teal[90],
  colorBrandBackgroundHover: teal[80],
  colorBrandBackgroundPressed: teal[60],
};

const ofTeams: Readonly<Record<TeamsLook, Theme>> = {
  light: teamsLightTheme,
  dark: teamsDarkTheme,
  contrast: teamsHighContrastTheme,
};

/** Colours that somebody chose for everything are the browser's own affair: it puts them in place of these. */
export function useLook(teams: TeamsLook | null): Theme {
  const [isDark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const heard = (): void => setDark(query.matches);
    query.addEventListener('change', heard);
    return () => query.removeEventListener('change', heard);
  }, []);
  const theme = teams !== null ? ofTeams[teams] : isDark ? dark : light;
  // What the browser draws itself goes with it: scroll bars, and what shows beside the page where one is held back.
  const scheme = (teams === null ? isDark : teams !== 'light') ? 'dark' : 'light';
  useEffect(() => {
    const { style } = document.documentElement;
    style.colorScheme = scheme;
    style.backgroundColor = theme.colorNeutralBackground2;
  }, [theme, scheme]);
  return theme;
}
