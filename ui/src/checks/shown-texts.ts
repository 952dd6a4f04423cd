import type { CustomsRegistration, ExitRestriction, Party } from '../bindings';
import type { Messages } from '../messages/index.svelte';
import { moneyWords } from '../money';

/** What a card of this case shows, for looking through many of them. */
export function textsOfCase(row: ExitRestriction, t: Messages): string[] {
  const parties = [row.limited, row.executed, row.applicants].flatMap((each) => each.map((party) => ofParty(party, t)));
  return [row.caseNo, ...parties, moneyWords(row.amount, t) ?? '', row.court, row.courtTel, row.publishDate, row.executedAddress];
}

/** What a card of this registration shows. */
export function textsOfRegistration({ punishments, level, cancelled, ...row }: CustomsRegistration, t: Messages): string[] {
  return [...Object.values(row), t.customs.levels[level], cancelled ? t.customs.cancelled : '', ...punishments.flatMap((each) => Object.values(each))];
}

function ofParty({ name, kind }: Party, t: Messages): string {
  return `${name} ${t.party[kind]}`;
}
