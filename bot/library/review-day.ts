/** Days by which somebody is to look whether an item is still right. A day is written YYYY-MM-DD. */
import { DAY_MS } from '../words/zone.ts';

/** Of an item for which nobody chose another. */
export const REVIEW_DAYS = 90;
/** What can be chosen. */
export const CHOICES: readonly number[] = [30, REVIEW_DAYS, 180, 365];
/** So long after its day, an item that nobody looked at is called past it. */
export const GRACE_DAYS = 30;

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The day so many days from now. */
export const dayIn = (now: Date, days: number): string => dayOf(new Date(now.getTime() + days * DAY_MS));

/** Whether nobody looked at it for so long that whoever reads it is told. */
export const isPastReview = (reviewBy: string, now: Date): boolean => reviewBy < dayIn(now, -GRACE_DAYS);
