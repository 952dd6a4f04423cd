export type System = 'mac' | 'windows' | 'linux';

/** The operating system that the app runs on. */
export function system(): System {
  if (/Mac/.test(navigator.platform)) return 'mac';
  return /Win/.test(navigator.platform) ? 'windows' : 'linux';
}
