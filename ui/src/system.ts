export type System = 'mac' | 'windows' | 'linux';

export function system(): System {
  // The build draws the first frame the same on any machine; the script corrects it.
  if (import.meta.env.SSR) return 'linux';
  if (/Mac/.test(navigator.platform)) return 'mac';
  return /Win/.test(navigator.platform) ? 'windows' : 'linux';
}
