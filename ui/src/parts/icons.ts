// Lucide, one import for each icon that is used, so that only these end up in the bundle.
export { default as building } from 'lucide-static/icons/building-2.svg?raw';
export { default as check } from 'lucide-static/icons/check.svg?raw';
export { default as circleDashed } from 'lucide-static/icons/circle-dashed.svg?raw';
export { default as circleMinus } from 'lucide-static/icons/circle-minus.svg?raw';
export { default as copy } from 'lucide-static/icons/copy.svg?raw';
export { default as download } from 'lucide-static/icons/download.svg?raw';
export { default as fileText } from 'lucide-static/icons/file-text.svg?raw';
export { default as history } from 'lucide-static/icons/history.svg?raw';
export { default as hourglass } from 'lucide-static/icons/hourglass.svg?raw';
export { default as lockOpen } from 'lucide-static/icons/lock-open.svg?raw';
export { default as moveHorizontal } from 'lucide-static/icons/move-horizontal.svg?raw';
export { default as search } from 'lucide-static/icons/search.svg?raw';
export { default as settings } from 'lucide-static/icons/settings.svg?raw';
export { default as triangleAlert } from 'lucide-static/icons/triangle-alert.svg?raw';
export { default as user } from 'lucide-static/icons/user.svg?raw';
export { default as zoomIn } from 'lucide-static/icons/zoom-in.svg?raw';
export { default as zoomOut } from 'lucide-static/icons/zoom-out.svg?raw';
