import type { IconName } from '../parts/Icon.svelte';
import type { Standing } from './standing';

/** A mark of its own for each standing, so that none is told by colour alone. */
export const STANDING_ICONS: Record<Standing['mark'], IconName> = {
  none: 'circleDashed',
  busy: 'hourglass',
  found: 'fileText',
  noRecord: 'circleMinus',
  notVerified: 'triangleAlert',
};
