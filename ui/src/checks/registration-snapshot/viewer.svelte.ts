const ZOOM_STEP = 1.25;
/** One notch of a wheel in CSS pixels; a pinch on a touchpad sends fractions of it. */
const NOTCH = 100;
/** At this many CSS pixels per picture pixel there is nothing more to see. */
const MAX_MAGNIFICATION = 4;
/** Announce a zoom only once it has come to rest. */
const SAID_AFTER_MS = 500;

interface Point {
  clientX: number;
  clientY: number;
}

/**
 * Zooms a picture within a scrolling frame. The web view's own scrolling moves it by wheel, arrow keys and scroll bars, and
 * carries on with the page at the picture's edge. It starts as wide as the frame, but no wider than its own pixels.
 */
export class Viewer {
  /** CSS pixels per 100 picture pixels, rounded. */
  percent = $state(0);
  /** Width of the picture on screen in device pixels. */
  shownWidth = $state(0);

  /** CSS pixels per picture pixel; null while the picture fits the frame. */
  #scale: number | null = null;
  #frame: HTMLElement | null = null;
  #sheet: HTMLElement | null = null;
  /** Last position of a dragging mouse. Touch scrolls natively. */
  #held: Point | null = null;
  #saying: ReturnType<typeof setTimeout> | undefined;

  /** `width` is the picture's in pixels; `say` announces the zoom in percent. */
  constructor(
    readonly width: number,
    readonly say: (percent: number) => void,
  ) {}

  /** Attaches to the picture's sheet; its parent is the frame. */
  attach(sheet: HTMLElement): () => void {
    const frame = sheet.parentElement!;
    [this.#frame, this.#sheet] = [frame, sheet];
    const wheeled = (event: WheelEvent) => this.#wheeled(event);
    // Svelte's wheel listeners are passive and could not stop the web view from zooming the whole page.
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

  /** One picture pixel per CSS pixel. */
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

  /** Keeps the point under `at`, by default the centre of the frame, in place. */
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
