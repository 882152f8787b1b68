/** A reason not to start, in a sentence for the person who starts Guildhall: what is wrong and what to change. */
export class StartError extends Error {}
