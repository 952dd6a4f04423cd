/** The marks in the order of the tally. An adverse hit has a mark other than a registration's. */
export const MARKS = ['adverse', 'found', 'noRecord', 'notVerified', 'busy', 'none'] as const;

export type MarkKind = (typeof MARKS)[number];
