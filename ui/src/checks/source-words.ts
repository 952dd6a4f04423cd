import type { Finding } from '../bindings';
import type { Messages } from '../messages/index.svelte';

const VENDOR_HOST = 'pro.qcc.com';

/** Where a finding comes from, or, where nothing came, who was asked. A host other than the vendor's own is named. */
export function sourceWords({ source: { demo, host }, outcome }: Finding, t: Messages): string {
  if (demo) return t.finding.fromDemo;
  if (outcome.kind === 'notVerified') return outcome.failure.cause.kind === 'notSent' ? t.finding.notSent(host) : t.finding.asked(host);
  return host === VENDOR_HOST ? t.finding.from : t.finding.fromHost(host);
}
