import Panzoom, { type PanzoomObject } from '@panzoom/panzoom';

/** How far the buttons and keys zoom. */
const ZOOM_STEP = 1.25;
/** How far an arrow key moves, in CSS pixels. */
const KEY_STEP = 80;
/** Beyond this many screen pixels for one of the picture there is nothing more to see. */
const MAX_MAGNIFICATION = 4;

/**
 * Zooms and pans a picture that is laid out as wide as its frame: scale 1 fits the width. The wheel moves it like a
 * page, and lets the page scroll on at the picture's end; with Ctrl or ⌘, and by pinching, it zooms.
 */
export class Viewer {
  #panzoom: PanzoomObject | null = null;
  #image: HTMLImageElement | null = null;

  attach(image: HTMLImageElement): () => void {
    const frame = image.parentElement;
    const start = () => {
      // Panzoom measures the picture once. It has a size when it is decoded and its tab is the one that is shown.
      if (this.#panzoom || image.naturalWidth === 0 || image.clientWidth === 0) return;
      this.#image = image;
      this.#panzoom = Panzoom(image, {
        contain: 'outside',
        minScale: 1,
        maxScale: Math.max(MAX_MAGNIFICATION, MAX_MAGNIFICATION * this.#actualScale()),
        step: Math.log(ZOOM_STEP),
        cursor: 'grab',
      });
    };
    const wheeled = (event: WheelEvent) => this.#wheeled(event);
    image.addEventListener('load', start);
    const shown = new ResizeObserver(start);
    shown.observe(image);
    frame?.addEventListener('wheel', wheeled, { passive: false });
    return () => {
      image.removeEventListener('load', start);
      shown.disconnect();
      frame?.removeEventListener('wheel', wheeled);
      this.#panzoom?.destroy();
      this.#panzoom = null;
    };
  }

  zoomIn(): void {
    this.#panzoom?.zoomIn();
  }

  zoomOut(): void {
    this.#panzoom?.zoomOut();
  }

  fitWidth(): void {
    this.#panzoom?.zoom(1);
    this.#panzoom?.pan(0, this.#panzoom.getPan().y);
  }

  /** One pixel of the picture for one CSS pixel. */
  actualSize(): void {
    this.#panzoom?.zoom(this.#actualScale());
  }

  pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = this.#keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  readonly #keys: Record<string, () => void> = {
    '+': () => this.zoomIn(),
    '=': () => this.zoomIn(),
    '-': () => this.zoomOut(),
    '0': () => this.fitWidth(),
    ArrowLeft: () => this.#move(KEY_STEP, 0),
    ArrowRight: () => this.#move(-KEY_STEP, 0),
    ArrowUp: () => this.#move(0, KEY_STEP),
    ArrowDown: () => this.#move(0, -KEY_STEP),
  };

  #wheeled(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) {
      this.#panzoom?.zoomWithWheel(event);
    } else if (this.#move(-event.deltaX, -event.deltaY)) {
      event.preventDefault();
    }
  }

  /** Moves by CSS pixels; false when the picture was already at its end. */
  #move(x: number, y: number): boolean {
    if (!this.#panzoom) return false;
    const before = this.#panzoom.getPan();
    const scale = this.#panzoom.getScale();
    this.#panzoom.pan(x / scale, y / scale, { relative: true });
    const after = this.#panzoom.getPan();
    return Math.abs(after.x - before.x) > 0.01 || Math.abs(after.y - before.y) > 0.01;
  }

  #actualScale(): number {
    const image = this.#image;
    return image && image.clientWidth > 0 ? image.naturalWidth / image.clientWidth : 1;
  }
}
