/** What happened, and what to do next, one step per entry. The failure itself says whether it was billed. */
export type FailureWords = { what: string; next: string[] };

export const explain = (what: string, ...next: string[]): FailureWords => ({ what, next });
