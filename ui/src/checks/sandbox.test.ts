import { afterEach, expect, test } from 'vitest';
import type { Finding } from '../bindings';
import { Desk } from '../desk.svelte';
import { speak, t } from '../messages/index.svelte';
import { print } from '../parts/print';
import { summaryText } from '../summary/summary-text';
import { fakeBackend } from '../testing/fixtures';
import { render, settle, spoken } from '../testing/render';
import found from '../testing/sandbox-findings.json';
import FindingView from './FindingView.svelte';
import { Inquiry } from './inquiry.svelte';

afterEach(() => speak('zh-CN'));

/** The sandbox's answers as the core reads them; a test of the core rewrites this file. */
const FINDINGS = found as Finding[];

async function lines(finding: Finding): Promise<string[]> {
  const backend = fakeBackend();
  const inquiry = new Inquiry(finding.check, backend, () => Promise.resolve(finding));
  inquiry.finding = finding;
  const page = render(FindingView, { finding, inquiry, onaskagain: null });
  // On paper, no row is left out.
  await print(async () => {});
  const texts = [...page.querySelectorAll('h2, h3, p, dt, dd, caption, th, td, summary, li button')].filter(
    (each) => !each.closest('details') && !each.parentElement?.closest('dd, p, td, h3'),
  );
  return texts.map((each) => `${each.localName}: ${spoken(each)}`);
}

function summary(finding: Finding): string {
  const desk = new Desk(fakeBackend());
  desk.setSubject(finding.subject);
  const inquiry = desk.inquiries![finding.check];
  if (inquiry) inquiry.finding = finding;
  return summaryText(finding.subject, desk.listed, [], false, t);
}

for (const language of ['zh-CN', 'en'] as const) {
  test(`cards_and_summary_say_what_they_always_said_in_${language}`, async () => {
    await speak(language);
    await settle();
    const parts: string[] = [];
    for (const finding of FINDINGS) parts.push(`======== ${finding.subject}`, ...(await lines(finding)), '--------', summary(finding));
    await expect(parts.join('\n') + '\n').toMatchFileSnapshot(`../testing/sandbox-findings.${language}.txt`);
  });
}
