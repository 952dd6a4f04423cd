// What is looked for in every state. Runs once in every page that the gallery opens, after axe and the page's watcher.
const HAN = /\p{Script=Han}/u;
/** Four English words in a row are a sentence; names of products and formats are not. */
const ENGLISH = /(?:\b[A-Za-z][a-z’']+[ ,;:]+){3,}[A-Za-z][a-z’']+/;
/** What others said, the names of the languages themselves, and the summary, whose one text holds what others said. */
const NOT_OURS = "bdi, [lang='zh-CN']:not(html), dialog [role=region]";
const { frame, invoke, until } = test;

const seen = element => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert], .visually-hidden");
/** What can be used now: the uppermost dialog, or the page. */
const uppermost = () => [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body;
const words = text => text.replace(/\s+/g, " ").trim().slice(0, 40);
const called = element => `<${element.localName}${element.className ? "." + String(element.className).split(" ")[0] : ""}> “${words(element.textContent || element.value || "")}”`;

/** Enlarges the page as Ctrl and + do, waits until it is so wide and drawn, and shows what is to be seen: a text, or the beginning. */
async function settle(width, value, text) {
  await invoke("plugin:webview|set_webview_zoom", { value });
  await until(`the page is ${width} px wide, not ${innerWidth}`, () => innerWidth === width);
  // The engine brings a focused field into view at the new size; what is to be seen is shown after that.
  await frame();
  await frame();
  scrollTo(0, 0);
  uppermost().scrollTop = 0;
  if (text) showing(text)?.scrollIntoView({ block: "center" });
  await frame();
  await frame();
}

function showing(text) {
  const all = document.createTreeWalker(uppermost(), NodeFilter.SHOW_TEXT);
  while (all.nextNode()) {
    const { parentElement } = all.currentNode;
    if (all.currentNode.data.includes(text) && seen(parentElement)) return parentElement;
  }
}

/** What does not fit the window as wide as it is. */
function misfits() {
  const found = [];
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} px wide in ${innerWidth}`);
  for (const element of uppermost().querySelectorAll("*")) {
    if (!seen(element)) continue;
    if (isCutOff(element)) found.push(`cut off: ${called(element)} ${element.scrollWidth} px in ${element.clientWidth}`);
    if (element.matches(CONTROLS)) {
      const { left, right } = element.getBoundingClientRect();
      if (left < -1 || right > innerWidth + 1) found.push(`outside of the window: ${called(element)} ${Math.round(left)}–${Math.round(right)}`);
    }
    if (element.matches("[role=tab]")) found.push(...brokenWords(element).map(word => `broken: ${word} in ${called(element)}`));
  }
  return found;
}

const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'], [role=tabpanel])";

/** Words of letters that begin on one line and end on another; Chinese may break anywhere. */
function brokenWords(element) {
  const broken = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const { 0: word, index } of texts.currentNode.data.matchAll(/[a-z]+/gi)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      if (range.getClientRects().length > 1) broken.push(word);
    }
  }
  return broken;
}

function isCutOff(element) {
  const style = getComputedStyle(element);
  const hides = ["hidden", "clip"].includes(style.overflowX);
  // The snapshot is moved in its frame; an image is no text.
  return hides && element.scrollWidth > element.clientWidth + 1 && element.textContent.trim() !== "";
}

/** Controls that are smaller than 24 × 24 px (WCAG 2.5.8); a field's label is a part of what can be hit. */
function smallTargets() {
  const boxes = element => [element, ...(element.labels ?? [])].map(each => each.getBoundingClientRect());
  const extent = (all, from, to) => Math.max(...all.map(box => box[to])) - Math.min(...all.map(box => box[from]));
  return [...uppermost().querySelectorAll(CONTROLS)]
    .filter(element => seen(element) && !isInText(element))
    .map(element => ({ element, width: extent(boxes(element), "left", "right"), height: extent(boxes(element), "top", "bottom") }))
    .filter(({ width, height }) => width < 23.9 || height < 23.9)
    .map(({ element, width, height }) => `${called(element)} is ${width.toFixed(1)} × ${height.toFixed(1)} px`);
}

/** WCAG leaves out what stands within a sentence. */
function isInText(element) {
  if (getComputedStyle(element).display !== "inline") return false;
  const around = [...element.parentElement.childNodes].filter(node => node !== element && node.nodeType === Node.TEXT_NODE);
  return around.some(node => node.data.trim() !== "");
}

/** Words of ours in the other language. */
function strayWords() {
  const isEnglish = document.documentElement.lang === "en";
  const stray = isEnglish ? HAN : ENGLISH;
  const theirs = [...document.querySelectorAll("bdi")].map(each => each.textContent);
  const typed = [...document.querySelectorAll("input, textarea")].map(each => each.value);
  const others = [...theirs, ...typed].filter(text => text !== "").sort((one, other) => other.length - one.length);
  const ours = text => others.reduce((rest, other) => rest.replaceAll(other, ""), text);
  const found = [];
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (all.nextNode()) {
    const { data, parentElement } = all.currentNode;
    const shown = parentElement.checkVisibility({ visibilityProperty: true }) && !parentElement.closest(NOT_OURS);
    if (shown && stray.test(ours(data))) found.push(`${called(parentElement)}`);
  }
  for (const element of document.body.querySelectorAll("[aria-label], [title], [alt], [placeholder]")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(NOT_OURS)) continue;
    for (const name of ["aria-label", "title", "alt", "placeholder"]) {
      const text = element.getAttribute(name) ?? "";
      if (stray.test(ours(text))) found.push(`${name} of <${element.localName}>: ${text}`);
    }
  }
  return found;
}

/**
 * What axe says of the page: what is wrong, and where it could not tell whether there is contrast enough. It cannot tell of
 * what lies under another element, so what sticks to an edge stands in its own place meanwhile.
 */
async function axeSays() {
  const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const over = [...document.body.querySelectorAll("*")].filter(each => ["sticky", "fixed"].includes(getComputedStyle(each).position) && !each.matches("dialog"));
  for (const each of over) each.style.position = "static";
  uppermost().scrollTop = 0;
  const result = await axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations", "incomplete"] });
  for (const each of over) each.style.position = "";
  const lines = rules => rules.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(" ")}: ${words(node.html)}: ${reason(node)}`));
  const unsure = result.incomplete.filter(({ id }) => id === "color-contrast");
  // Below a dialog nothing can be read, and nothing is.
  const usable = ({ target }) => uppermost().contains(document.querySelector(target[0]));
  return { wrong: lines(result.violations), unsure: lines(unsure.map(rule => ({ ...rule, nodes: rule.nodes.filter(usable) }))) };
}

const reason = ({ any, all, none }) => [...any, ...all, ...none].map(({ message }) => message).join("; ").slice(0, 240);

/** The whole of one state at its first size. */
async function look() {
  const { wrong, unsure } = await axeSays();
  return { wrong: [...wrong, ...smallTargets(), ...strayWords()], unsure };
}

Object.assign(test, { settle, misfits, smallTargets, lookAtState: look });
