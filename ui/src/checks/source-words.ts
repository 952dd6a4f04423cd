import type { Finding } from '../bindings';
import type { Messages } from '../messages/index.svelte';

const VENDOR_HOST = 'pro.qcc.com';

/** The source of a finding, or who was asked if nothing came back. Names the host unless it is the vendor's own. */
export function sourceWords({ source: { demo, host }, outcome }: Finding, t: Messages): string {
  if (demo) return t.finding.fromDemo;
  if (outcome.kind === 'notVerified') return outcome.failure.cause.kind === 'notSent' ? t.finding.notSent(host) : t.finding.asked(host);
  return host === VENDOR_HOST ? t.finding.from : t.finding.fromHost(host);
}
