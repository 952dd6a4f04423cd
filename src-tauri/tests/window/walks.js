// What the walks ask of the page. Runs once in every page that they open, after the page's watcher.
const { frame, invoke, until } = test;
const seen = element => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]");
const box = () => document.querySelector("form[role=search] input[type=search]");
const words = element => (element.labels?.[0] ?? element).textContent.replace(/\s+/g, " ").trim();

const nameOfFocused = () => words(document.activeElement);

/** The names of all that Tab is to reach: of a group of tabs or radio buttons, the chosen one. */
function tabbable() {
  const controls = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  return [...controls].filter(each => seen(each) && !each.disabled && each.tabIndex >= 0).map(words);
}

/** What has the focus, and where it stands: the line's number by its middle, since what stands side by side differs in height. */
function stop() {
  const { left, top, bottom } = document.activeElement.getBoundingClientRect();
  const lines = [...document.querySelectorAll(".band, header, footer, form .line, .side, .content")];
  const middle = (top + bottom) / 2 + scrollY;
  const above = lines.filter(each => seen(each) && each.getBoundingClientRect().top + scrollY <= middle).length;
  const within = document.activeElement.closest(".content") ? Math.round(top + scrollY) : 0;
  const page = document.activeElement === document.body;
  return { page, name: words(document.activeElement), line: above * 100_000 + within, left: Math.round(left) };
}

/** Where the first record ends, and where what sticks to the window's edges begins. */
function edgesOfTheFirstRecord() {
  const { top, bottom } = document.querySelector("article.card").getBoundingClientRect();
  const edge = (name, side) => document.querySelector(`body ${name}`).getBoundingClientRect()[side];
  return { top, bottom, header: edge("header", "bottom"), footer: edge("footer", "top") };
}

/** The middle of an element, in pixels of the screen. */
function middleOf(selector) {
  const { left, top, width, height } = document.querySelector(selector).getBoundingClientRect();
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
}

let places = null;

/** From now on, notes at every frame where the box, the tabs and the panel stand. */
function followPlaces() {
  const mine = (places = new Set());
  const note = () => {
    const parts = { search: box(), tabs: document.querySelector("[role=tablist]"), panel: document.querySelector("[role=tabpanel]:not([hidden])") };
    const at = Object.entries(parts).map(([name, element]) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return `${name} ${left} ${top} ${width} ${name === "panel" ? "" : height}`;
    });
    mine.add(at.join(", "));
    if (places === mine) requestAnimationFrame(note);
  };
  note();
}

async function placesSeen() {
  await frame();
  await frame();
  const seen = [...places];
  places = null;
  return seen;
}

const TAKEN = 229;

/** An input method puts in a text by Enter, with the events in the order in which each engine sends them. */
async function compose(method) {
  const input = box();
  input.focus();
  const send = event => input.dispatchEvent(event);
  const composition = type => send(new CompositionEvent(type, { bubbles: true }));
  const enter = (type, init) => {
    const event = new KeyboardEvent(type, { key: "Enter", keyCode: TAKEN, bubbles: true, cancelable: true, ...init });
    if (event.keyCode !== TAKEN) throw new Error(`the engine makes of it ${event.keyCode}`);
    return send(event);
  };
  const type = (text, isComposing) => {
    input.value = text;
    send(new InputEvent("input", { bubbles: true, isComposing, inputType: "insertCompositionText", data: text }));
  };
  const text = input.value;
  composition("compositionstart");
  type(text + "yuanyang", true);
  if (method === "chromium") {
    enter("keydown", { isComposing: true });
    type(text, true);
    composition("compositionend");
    enter("keyup", {});
  } else {
    type(text, true);
    composition("compositionend");
    // WebKit does not mark it, and its key code alone tells whose it is.
    enter("keydown", {});
    if (method === "webkitWithoutMark") enter("keyup", {});
  }
  await invoke("recognise", { text });
  await frame();
  await frame();
}

Object.assign(test, { edgesOfTheFirstRecord, nameOfFocused, tabbable, stop, middleOf, followPlaces, placesSeen, compose });
