// Measures in the page. Every time is taken in a frame, so it includes the work before that frame is drawn.
const frame = () => new Promise(resolve => requestAnimationFrame(() => resolve(performance.now())));

/** Resolves in the first frame in which this holds. */
async function frameWith(holds) {
  for (;;) {
    const now = await frame();
    if (holds()) return now;
  }
}

/** Tabs whose check is answered. */
const answered = () => document.querySelectorAll("[role=tab] :is(.adverse, .found, .noRecord, .notVerified)").length;

/** Resolves once the checks are being asked, which may be for less than a frame. */
const asking = () => new Promise(resolve => {
  const observer = new MutationObserver(() => {
    if (!document.querySelector("[role=tab] .busy")) return;
    observer.disconnect();
    resolve();
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
});

window.bench = {
  /** Waits for the next Enter; then the milliseconds until the first and until this many checks are answered. */
  async lookUp(checks) {
    let began;
    addEventListener("keydown", () => (began = performance.now()), { capture: true, once: true });
    await asking();
    const first = await frameWith(() => answered() > 0);
    const all = await frameWith(() => answered() === checks);
    return [first - began, all - began];
  },

  /** Milliseconds from a click on a check's tab until this selector matches something decoded. */
  async choose(check, selector) {
    const began = performance.now();
    document.querySelector(`#tab-${check}`).click();
    const ready = () => {
      const found = document.querySelector(`#panel-${check} ${selector}`);
      return found && found.complete !== false;
    };
    await frameWith(ready);
    await document.querySelector(`#panel-${check} ${selector}`).decode?.();
    return (await frame()) - began;
  },

  /** The longest time between two frames while this runs. */
  async longestPause(act) {
    let longest = 0;
    let last = await frame();
    let running = true;
    const beat = async () => {
      while (running) {
        const now = await frame();
        longest = Math.max(longest, now - last);
        last = now;
      }
    };
    const beating = beat();
    await act();
    running = false;
    await beating;
    return longest;
  },

  /** Scrolls the page down by so many pixels in each of so many frames. */
  scroll: (pixels, frames) => bench.longestPause(async () => {
    for (let count = 0; count < frames; count += 1) {
      scrollBy(0, pixels);
      await frame();
    }
  }),

  /** Scrolls to the middle and to the end, as a scroll bar is dragged. */
  jump: () => bench.longestPause(async () => {
    for (const part of [0.5, 1, 0.25, 0]) {
      scrollTo(0, document.documentElement.scrollHeight * part);
      for (let count = 0; count < 10; count += 1) await frame();
    }
  }),

  /** Chooses two tabs in turns. */
  switchTabs: (tabs, times) => bench.longestPause(async () => {
    for (let count = 0; count < times; count += 1) {
      document.querySelector(`#tab-${tabs[count % tabs.length]}`).click();
      for (let count = 0; count < 5; count += 1) await frame();
    }
  }),

  /** Looks up these subjects one after the other, as typed, with this many checks each. */
  async lookUpAll(subjects, checks) {
    const form = document.querySelector("form[role=search]");
    const box = form.querySelector("input");
    for (const subject of subjects) {
      box.value = subject;
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await frameWith(() => document.querySelector("h2")?.textContent.includes(subject));
      const asked = asking();
      form.requestSubmit();
      await asked;
      await frameWith(() => answered() === checks);
    }
  },
};
