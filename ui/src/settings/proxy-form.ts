import type { ProxyChange, ProxySetting } from '../bindings';

/** The proxy as being edited; values survive a change of kind. */
export type ProxyForm = { kind: ProxySetting['kind']; address: string; user: string; password: string };

export function proxyForm(setting: ProxySetting): ProxyForm {
  const { address, user } = setting.kind === 'manual' ? setting : { address: '', user: null };
  return { kind: setting.kind, address, user: user ?? '', password: '' };
}

export function proxyChange({ kind, address, user, password }: ProxyForm): ProxyChange {
  if (kind !== 'manual') return { kind };
  return { kind, address, user, password: password === '' ? null : password };
}

/** An address normalised for comparison, without scheme and trailing slash. */
const bare = (address: string) => address.trim().replace(/^http:\/\//i, '').replace(/\/$/, '');

/** Whether the stored password fits what is typed. */
export function keepsPassword({ address, user }: ProxyForm, setting: ProxySetting): boolean {
  if (setting.kind !== 'manual' || setting.user !== user.trim()) return false;
  return bare(setting.address) === bare(address);
}
