/** Where somebody is: by the address in a browser, by what they pressed in a tab of Teams, whose address stays as it is. */
import { useEffect, useRef, useState } from 'react';
import { type Place, pathOf, placeAt } from '../places.ts';

const HOME: Place = { at: 'home' };
const here = (): Place => placeAt(location.pathname) ?? HOME;

/**
 * @param isTab it is a tab of Teams
 * @param onMoved somebody goes elsewhere, forwards or back
 */
export function usePlace(isTab: boolean, onMoved: () => void): { readonly place: Place; go(to: Place): void } {
  const [place, setPlace] = useState<Place>(() => (isTab ? HOME : here()));
  const at = useRef(pathOf(place));
  at.current = pathOf(place);
  const moved = useRef(onMoved);
  moved.current = onMoved;
  useEffect(() => {
    if (isTab) return;
    const back = (): void => {
      // Something else within the same place is the browser's own affair.
      if (pathOf(here()) === at.current) return;
      moved.current();
      setPlace(here());
    };
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, [isTab]);
  return {
    place,
    go(to) {
      onMoved();
      setPlace(to);
      if (!isTab && location.pathname !== pathOf(to)) history.pushState(null, '', pathOf(to));
    },
  };
}
