/** A pretended language for tests: every sentence of the catalogue accented and about 40 % longer, so that what is not from it stands out. */

const FROM = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const TO = 'áƀçđéƒǧħíĵķĺɱńóþɋřšťúṽŵẋýžÁƁÇĐÉƑǦĦÍĴĶĹṀŃÓÞɊŘŠŤÚṼŴẊÝŽ';
const accented = new Map([...FROM].map((letter, at) => [letter, [...TO][at] ?? letter]));

/** For `createWords(languages, pseudo)`. Vowels are doubled: German and Welsh run longer than English by about as much. */
export const pseudo = (literal: string): string =>
  literal.replace(/[A-Za-z]/g, (letter) => {
    const other = accented.get(letter) ?? letter;
    return /[aeiouy]/i.test(letter) ? `${other}${other.toLowerCase()}` : other;
  });
