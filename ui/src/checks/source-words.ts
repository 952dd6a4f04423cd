import type { Finding } from '../bindings';
import type { Messages } from '../messages/index.svelte';

const VENDOR_HOST = 'pro.qcc.com';

/** Where a finding comes from. A host other than the vendor's own is named. */
export function sourceWords({ source: { demo, host } }: Finding, t: Messages): string {
  if (demo) return t.finding.fromDemo;
  return host === VENDOR_HOST ? t.finding.from : t.finding.fromHost(host);
}
