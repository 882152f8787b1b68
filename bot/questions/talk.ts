/** Whether words after a command's name are how somebody's sentence goes on: "leave entitlement for term-time staff". */

/** Words that sentences have and names of communities seldom do. */
const TALK =
  /[,;:.!]|\b(?:i|we|you|they|it|is|are|was|were|do|does|did|has|have|had|can|could|should|would|will|must|not|any|anyone|anybody|who|what|when|where|which|why|how|if|to|for|in|on|at|by|from|with|about|than|that|this|these|those|there|our|your|their|my|me|us|them|please)\b/i;
const LEAST = 3;

/** A name that is mistyped has fewer words, or none that only sentences have: it is left to the command, which says so. */
export const soundsLikeTalk = (rest: string): boolean => rest.split(/\s+/).length >= LEAST && TALK.test(rest);
