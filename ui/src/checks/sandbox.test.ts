import { afterEach, expect, test } from 'vitest';
import type { Finding } from '../bindings';
import { Desk } from '../desk.svelte';
import { speak, t } from '../messages/index.svelte';
import { summaryText } from '../summary/summary-text';
import { fakeBackend } from '../testing/fixtures';
import { render, settle, spoken } from '../testing/render';
import found from '../testing/sandbox-findings.json';
import FindingView from './FindingView.svelte';
import { Inquiry } from './inquiry.svelte';

afterEach(() => speak('zh-CN'));

/** The sandbox's answers as the core reads them; a test of the core rewrites this file. */
const FINDINGS = found as Finding[];

function lines(finding: Finding): string[] {
  const backend = fakeBackend();
  const inquiry = new Inquiry(finding.check, backend, () => Promise.resolve(finding));
  inquiry.finding = finding;
  const page = render(FindingView, { finding, inquiry, onaskagain: null });
  const told = [...page.querySelectorAll('h2, h3, p, dt, dd, caption, th, td, summary, li button')].filter(
    (each) => !each.closest('details') && !each.parentElement?.closest('dd, p, td, h3'),
  );
  return told.map((each) => `${each.localName}: ${spoken(each)}`);
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
    const told = FINDINGS.map((finding) => [`======== ${finding.subject}`, ...lines(finding), '--------', summary(finding)].join('\n'));
    await expect(told.join('\n') + '\n').toMatchFileSnapshot(`../testing/sandbox-findings.${language}.txt`);
  });
}
