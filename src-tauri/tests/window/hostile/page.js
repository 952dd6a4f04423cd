// What the tests on hostile texts do within the page. Runs once in every page that they open.
const watched = { ran: false, violations: [], dialogs: [], errors: [] };
const invoke = (command, args) => window.__TAURI_INTERNALS__.invoke(command, args);
const frame = () => new Promise(requestAnimationFrame);
const until = async (what, holds) => {
  const deadline = performance.now() + 60_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error("not so: " + what);
    await frame();
  }
};

addEventListener("securitypolicyviolation", event => watched.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
addEventListener("error", event => watched.errors.push(event.message || `${event.target} is not loaded`), true);
addEventListener("unhandledrejection", event => watched.errors.push(`unhandled: ${event.reason?.stack ?? JSON.stringify(event.reason)}`));
console.error = (...words) => void watched.errors.push(words.map(String).join(" "));
for (const ask of ["alert", "confirm", "prompt"]) window[ask] = text => void watched.dialogs.push(`${ask} ${text}`);

/** How many elements there are of each name with the same attributes, but for what is in `without`, a selector. */
function shapeOf(root, shape = {}, without = ":not(*)") {
  for (const element of [root, ...root.querySelectorAll("*")]) {
    if (element.closest(without)) continue;
    const kind = `${element.localName}[${element.getAttributeNames().sort().join(" ")}]`;
    shape[kind] = (shape[kind] ?? 0) + 1;
  }
  return shape;
}

/** Unfolds all that is folded in there. */
async function unfold(root) {
  for (const folded of root.querySelectorAll("details:not([open])")) folded.open = true;
  const more = () => [...root.querySelectorAll("button.link")].find(each => each.textContent.startsWith("再显示"));
  while (more()) {
    more().click();
    await frame();
  }
  const links = root.querySelectorAll("button.link[aria-expanded=false]");
  for (const link of links) link.click();
  if (links.length) await frame();
}

/** What stands on the page, unfolded: its shape, and how often each remote text is in it. */
async function look(without) {
  await until("all is drawn", () => !document.querySelector("main .busy"));
  await unfold(document.body);
  const texts = new Map();
  countTexts(document.body, texts);
  return { shape: shapeOf(document.body, {}, without), texts: [...texts] };
}

function countTexts(root, texts) {
  for (const { textContent } of root.querySelectorAll("bdi")) texts.set(textContent, (texts.get(textContent) ?? 0) + 1);
}

const asked = new Set();

/** Asks for each text as a subject and writes it down as a note; one of five does for all five what need not be done for each. */
async function askAbout(texts, from) {
  const { epoch } = await invoke("app_state");
  for (const [index, text] of texts.entries()) {
    const { kind, text: cleaned, questions } = await invoke("recognise", { text });
    const isSubject = kind === "name" && !asked.has(cleaned);
    const subject = isSubject ? cleaned : `示例第${from + index}号有限公司`;
    const confirmed = isSubject ? questions : [];
    asked.add(subject);
    const ask = check => invoke("look_up", { epoch, request: { id: 1, check, subject, fresh: true, confirmed } });
    const { call } = await ask("exitRestriction");
    const annotate = (kind, text) => invoke("annotate", { epoch, entry: { kind: "call", id: call }, kind, text });
    await annotate("note", text);
    if (index % 5 === 0) {
      await annotate("conclusion", texts.slice(index, index + 5).join(" "));
      await ask("registrationSnapshot");
      for (const format of ["pdf", "word"]) await invoke("order_report", { epoch, request: { subject, format, despite: [], confirmed } });
    }
  }
}

/** Orders a report for each subject. */
async function orderFor(subjects) {
  const { epoch } = await invoke("app_state");
  for (const subject of subjects) await invoke("order_report", { epoch, request: { subject, format: "pdf", despite: [] } });
}

/** Waits until something is known of every order. */
async function ordersRest() {
  const resting = ({ state }) => !["intent", "sending", "accepted"].includes(state.kind) && (state.kind !== "polling" || state.trouble);
  while (!(await invoke("app_state")).orders.every(resting)) await frame();
}

/** Scrolls through a list of so many rows, unfolds each, and looks into it. */
async function readRows(count) {
  const shape = {};
  const texts = new Map();
  const read = new Set();
  while (read.size < count) {
    const fresh = [...document.querySelectorAll("li[aria-posinset]")].filter(row => !read.has(row.ariaPosInSet));
    for (const row of fresh) {
      read.add(row.ariaPosInSet);
      await unfold(row);
      shapeOf(row, shape);
      countTexts(row, texts);
    }
    const last = Math.max(...[...read].map(Number));
    if (last === count) break;
    document.querySelector(`li[aria-posinset="${last}"]`).scrollIntoView();
    await until("the next rows are drawn", () => document.querySelector(`li[aria-posinset="${last + 1}"]`));
  }
  if (read.size < count) throw new Error(`${read.size} of ${count} rows can be reached`);
  scrollTo(0, 0);
  return { shape, texts: [...texts] };
}

/** Waits until the record shows one check only, and loads it to its beginning. */
async function wholeRecord(check) {
  const checks = () => [...document.querySelectorAll("h3 .facts span:first-child")].map(each => each.textContent);
  await until("one check only", () => checks().length > 0 && checks().every(each => each === check));
  const more = () => [...document.querySelectorAll("section > button")].find(each => each.textContent.includes("加载更多"));
  while (more()) {
    const before = document.querySelectorAll("h3 > button[aria-expanded]").length;
    more().click();
    await until("more entries", () => document.querySelectorAll("h3 > button[aria-expanded]").length > before);
  }
}

/** Pastes lines into the search box and looks at what is offered. */
async function paste(lines) {
  const box = document.querySelector("form[role=search] input[type=search]");
  box.value = "";
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await until("the box is empty", () => !document.querySelector(".choices"));
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", lines.join("\n"));
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  await until("the lines are offered", () => document.querySelector(".choices"));
  return look();
}

/** Unfolds one line of the record after the other, and looks into each. */
async function readEntries(from, to) {
  const shape = {};
  const texts = new Map();
  const entries = [...document.querySelectorAll("h3 > button[aria-expanded]")].slice(from, to);
  for (const entry of entries) {
    entry.click();
    await until("the entry is read", () => document.querySelector(".detail .erase"));
    const detail = document.querySelector(".detail");
    await unfold(detail);
    shapeOf(detail, shape);
    countTexts(detail, texts);
    entry.click();
    await until("the entry is folded", () => !document.querySelector(".detail"));
  }
  return { shape, texts: [...texts] };
}

/** Puts each text into the page as markup, and uses whatever comes of it. Says how many elements did. */
async function becomeMarkup(texts) {
  const { body } = document;
  const all = body.appendChild(document.createElement("div"));
  // Names of elements may hide what a document has; so nothing is asked of it until they are gone again.
  const places = texts.map(() => all.appendChild(document.createElement("div")));
  places.forEach((place, index) => (place.innerHTML = texts[index]));
  const made = [...all.querySelectorAll("*")].filter(each => !places.includes(each));
  await frame();
  for (const each of made) {
    each.dispatchEvent(new PointerEvent("pointerenter"));
    each.focus?.();
    each.click?.();
  }
  await frame();
  await frame();
  // Refusals are told some time after they happened.
  await until("the policy refuses", () => watched.violations.length > 100);
  all.remove();
  return made.length;
}

/** The policy that the engine enforces, as it says when it refuses something. */
function policyInForce() {
  return new Promise(done => {
    addEventListener("securitypolicyviolation", event => done(event.originalPolicy), { once: true });
    document.body.append(Object.assign(document.createElement("img"), { src: "data:image/gif;base64,R0lGODlhAQABAAAAACw=" }));
  });
}

/** Scrolls until this row of so many is there, as one drags a scroll bar: to where it should be, and on from there. */
async function scrollToRow(row, of) {
  const rows = () => [...document.querySelectorAll(`li[aria-setsize="${of}"]`)];
  const list = rows()[0].parentElement.getBoundingClientRect();
  scrollBy(0, list.top + (list.height * (row - 1)) / of);
  await until(`row ${row} of ${of} is drawn`, () => {
    const away = each => Math.abs(each.ariaPosInSet - row);
    const nearest = rows().reduce((one, other) => (away(one) < away(other) ? one : other));
    const { top, height } = nearest.getBoundingClientRect();
    scrollBy(0, top + height * (row - nearest.ariaPosInSet));
    return away(nearest) === 0;
  });
}

/** Unfolds the next long text; false if none is left. */
async function unfoldNext() {
  const link = document.querySelector("button.link[aria-expanded=false]");
  link?.click();
  await frame();
  return link !== null;
}

/** Calls a command, whatever comes of it. */
function attempt(command, args) {
  const hang = new Promise(done => setTimeout(done, 10_000, { kind: "hang" }));
  const called = invoke(command, args).then(
    value => ({ kind: "done", value: typeof value }),
    error => ({ kind: "refused", error: typeof error === "object" ? error : String(error) }),
  );
  return Promise.race([called, hang]);
}

window.test = { becomeMarkup, scrollToRow, unfoldNext, policyInForce, attempt, watched, look, askAbout, orderFor, ordersRest, readRows, wholeRecord, paste, readEntries, frame, until, invoke };
