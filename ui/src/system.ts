export type System = 'mac' | 'windows' | 'linux';

/** The operating system that the app runs on. */
export function system(): System {
  // Absent while the build draws the first frame.
  const platform = globalThis.navigator?.platform ?? '';
  if (/Mac/.test(platform)) return 'mac';
  return /Win/.test(platform) ? 'windows' : 'linux';
}
