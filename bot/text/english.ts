/** English words that tell little of what a text is about. The lists are written by hand from a grammar's word classes, not from any set of texts. */

/** Articles, pronouns, prepositions, conjunctions, auxiliaries, and how they are written together or without their apostrophe. */
export const SMALL_WORDS =
  'a about above across after again against all along also although am among an and another any anybody anyone anything are arent as at away be because been before being below beside between beyond both but by can cannot cant could couldnt did didnt do does doesnt doing done dont down during each either else enough even ever every everybody everyone everything few for from further had hadnt has hasnt have havent having he hed hell her here hers herself hes him himself his how however i id if ill im in into is isnt it itd itll its itself ive just least less lot lots many may maybe me might mine more most much must mustnt my myself near neither never nobody none no nor not nothing now of off often on once one ones only onto or other others otherwise ought our ours ourselves out over own per perhaps quite rather really s same several shall she shed shell shes should shouldnt since so some somebody someone something sometimes soon still such t than that thats the their theirs them themselves then there theres these they theyd theyll theyre theyve this those though through thus till to together too towards under unless until up upon us very was wasnt we wed well were werent weve what whatever whats when whenever where whereas wherever whether which while who whoever whom whos whose why will with within without wont would wouldnt yes yet you youd youll your youre yours yourself yourselves youve';

/** Verbs, nouns and adjectives that stand in a report of anything: what was, what people did, when, how much, how good. */
export const LITTLE_WORDS =
  'able actually add agree ask bad begin best better big bit bring call came cause change clear come day difference different do easy end far feel felt find finish first get give go gone good got great half happen hard help hour idea issue keep kind knew know known last late later leave left let like little long look made make matter mean mind minute moment morning move need new next nice number old open part people person place plan please point problem put quick ready real reason right run said saw say second see seem sent set short show side sit small sort start stay stop sure take talk team tell thank thing think third thought time today told tomorrow took tried try turn two three four use used usual want way week went whole work worked worse worst wrong year yesterday';

/** With one of these a sentence says that something is not so, or so alone. */
export const DENYING_WORDS =
  'no not never none nobody nothing neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt shouldnt couldnt mustnt hasnt havent hadnt unless except only';

/** Figures in words. */
export const NUMERAL_WORDS =
  'two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty hundred thousand million half quarter double twice';
