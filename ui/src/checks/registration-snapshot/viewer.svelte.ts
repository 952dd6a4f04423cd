/** How far the buttons and keys zoom. */
const ZOOM_STEP = 1.25;
/** A wheel's notch in CSS pixels; a touchpad's pinch comes in parts of it. */
const NOTCH = 100;
/** Beyond this many CSS pixels for one of the picture there is nothing more to see. */
const MAX_MAGNIFICATION = 4;
/** A zoom that has come to rest is said; those on the way to it are not. */
const SAID_AFTER_MS = 500;

interface Point {
  clientX: number;
  clientY: number;
}

/**
 * Zooms a picture within a frame that scrolls it. The web view's own scrolling moves it by wheel, arrows and scroll bars, and
 * goes on to the page at the picture's end. At first it is as wide as the frame, but no wider than its pixels.
 */
export class Viewer {
  /** CSS pixels for 100 pixels of the picture, rounded. */
  percent = $state(0);
  /** Device pixels that the picture is wide on the screen. */
  shownWidth = $state(0);

  /** CSS pixels for one of the picture; null while it follows the frame's width. */
  #scale: number | null = null;
  #frame: HTMLElement | null = null;
  #sheet: HTMLElement | null = null;
  /** Where a mouse that has hold of the picture was last. Fingers scroll it by the web view's own means. */
  #held: Point | null = null;
  #saying: ReturnType<typeof setTimeout> | undefined;

  /** `width`: of the picture in pixels. `say` tells how far was zoomed, in percent. */
  constructor(
    readonly width: number,
    readonly say: (percent: number) => void,
  ) {}

  /** Takes hold of the picture's sheet, whose parent is the frame. */
  attach(sheet: HTMLElement): () => void {
    const frame = sheet.parentElement!;
    [this.#frame, this.#sheet] = [frame, sheet];
    const wheeled = (event: WheelEvent) => this.#wheeled(event);
    // A listener of Svelte's could not keep the web view from zooming all of the page.
    frame.addEventListener('wheel', wheeled, { passive: false });
    const resized = new ResizeObserver(() => this.#measure());
    resized.observe(sheet);
    this.#measure();
    return () => {
      frame.removeEventListener('wheel', wheeled);
      resized.disconnect();
      clearTimeout(this.#saying);
    };
  }

  zoomIn(): void {
    this.#zoom(this.#shownScale() * ZOOM_STEP);
  }

  zoomOut(): void {
    this.#zoom(this.#shownScale() / ZOOM_STEP);
  }

  fitWidth(): void {
    this.#zoom(0);
  }

  /** One pixel of the picture for one CSS pixel. */
  actualSize(): void {
    this.#zoom(1);
  }

  pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '+' || event.key === '=') this.zoomIn();
    else if (event.key === '-') this.zoomOut();
    else if (event.key === '0') this.fitWidth();
    else return;
    event.preventDefault();
  }

  grabbed(event: PointerEvent): void {
    if (event.button !== 0 || event.pointerType !== 'mouse') return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#held = event;
  }

  dragged(event: PointerEvent): void {
    if (!this.#held || !this.#frame) return;
    this.#frame.scrollLeft += this.#held.clientX - event.clientX;
    this.#frame.scrollTop += this.#held.clientY - event.clientY;
    this.#held = event;
  }

  released(): void {
    this.#held = null;
  }

  #wheeled(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const notches = Math.max(-1, Math.min(1, event.deltaY / NOTCH));
    this.#zoom(this.#shownScale() / ZOOM_STEP ** notches, event);
  }

  /** What of the picture is at a point, of itself the middle of the frame, stays there. */
  #zoom(scale: number, at: Point | null = null): void {
    const [frame, sheet] = [this.#frame, this.#sheet];
    if (!frame || !sheet || this.#sheetWidth() === 0) return;
    const fit = Math.min(frame.clientWidth, this.width) / this.width;
    this.#scale = scale <= fit ? null : Math.min(scale, MAX_MAGNIFICATION);
    const inner = frame.getBoundingClientRect();
    const { clientX, clientY } = at ?? {
      clientX: inner.left + frame.clientLeft + frame.clientWidth / 2,
      clientY: inner.top + frame.clientTop + frame.clientHeight / 2,
    };
    const before = sheet.getBoundingClientRect();
    sheet.style.width = this.#scale === null ? '' : `${this.width * this.#scale}px`;
    const after = sheet.getBoundingClientRect();
    frame.scrollLeft += after.left + ((clientX - before.left) / before.width) * after.width - clientX;
    frame.scrollTop += after.top + ((clientY - before.top) / before.height) * after.height - clientY;
    this.#measure();
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => this.say(this.percent), SAID_AFTER_MS);
  }

  #measure(): void {
    this.percent = Math.round(this.#shownScale() * 100);
    this.shownWidth = Math.round(this.#sheetWidth() * devicePixelRatio);
  }

  #shownScale(): number {
    return this.#scale ?? this.#sheetWidth() / this.width;
  }

  #sheetWidth(): number {
    return this.#sheet?.getBoundingClientRect().width ?? 0;
  }
}
