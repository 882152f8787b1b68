/** What pages are given to draw, as data: the features' reads make it, the page draws it. */
import type { Button, Card } from '../core/card.ts';
import type { Doc } from './document.ts';

/** Something that waits for the reader, with what they can do about it. */
export interface Waiting {
  readonly id: string;
  readonly card: Card;
}

/** A community as one reader sees it, in a list. */
export interface ListedCommunity {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  /** In words: "12 members". */
  readonly members: string;
  /** How the reader stands to it, in words; '' where they have no part in it. */
  readonly standing: string;
  /** Why it is shown; '' for none. */
  readonly why: string;
  /** What the reader can do about it. */
  readonly buttons: readonly Button[];
}

export interface MyCommunities {
  readonly communities: readonly ListedCommunity[];
  /** That there are others, in words; '' where there are none. */
  readonly more: string;
}

export interface FoundCommunities {
  readonly communities: readonly ListedCommunity[];
  /** What was found, in words. */
  readonly said: string;
  /** How many to ask for to see more; null where no more are shown. */
  readonly more: number | null;
}

/** A question of the reader's own. */
export interface MyQuestion {
  readonly id: string;
  readonly text: string;
  /** Where it stands, in words. */
  readonly state: string;
  /** Where its thread is; null where it was asked by a form. */
  readonly link: string | null;
}

/** Reports that the reader may read, the newest first. */
export interface ListedReports {
  readonly reports: readonly {
    readonly session: string;
    readonly title: string;
    /** Which edition it is, in words. */
    readonly state: string;
    readonly reference: string;
  }[];
}

/** A report as one reader sees it. */
export interface ReportShown {
  readonly session: string;
  /** 0: its draft. */
  readonly edition: number;
  readonly doc: Doc;
  /** Those that there are for the reader, this one among them. */
  readonly editions: readonly { readonly edition: number; readonly label: string }[];
  readonly files: readonly { readonly format: string; readonly label: string }[];
}

/** A file of it. `content` in base64. */
export interface ReportFileShown {
  readonly session: string;
  readonly name: string;
  readonly type: string;
  readonly content: string;
}
