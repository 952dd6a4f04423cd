/** What happened, and what to do next, one step a line. Whether it was billed comes from the failure itself. */
export type FailureWords = { what: string; next: string[] };

export const told = (what: string, ...next: string[]): FailureWords => ({ what, next });
