// Fails if the built page uses anything that the oldest supported web views lack: Safari 15.4, Chrome 111. Vite compiles
// syntax for them but adds no functions. Styles that they may ignore are listed below, with the consequence.
//
// Based on MDN's compatibility data. A method is known only by name, so one that any type supports passes.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import bcd from '@mdn/browser-compat-data' with { type: 'json' };
import postcss from 'postcss';
import { parseAst } from 'vite';

const OLDEST = { safari: '15.4', chrome: '111' };

/** Styles that the page can do without. */
const DONE_WITHOUT = [
  '@media (forced-colors)', // macOS has none.
  'break-after: avoid', // A printed heading may end up at the foot of a page.
  'overflow: clip', // The lower corners of a panel are square.
  'overflow-anchor', // Safari never adjusts the scroll position.
  'overflow-anchor: none',
];

/** Methods of our own objects and Svelte's that share a name with newer built-ins. Svelte checks before it creates a policy. */
const OUR_OWN = ['adopt', 'capture', 'createHTML', 'createPolicy', 'difference', 'equals', 'forget', 'in', 'released', 'run'];

/** The oldest engines that lack this feature. */
function lacking(compat) {
  return Object.entries(OLDEST).filter(([engine, version]) => !has(compat?.support[engine], version)).map(([engine]) => engine);
}

function has(support, version) {
  return [support].flat().some((one) => {
    const { version_added: added, version_removed: removed, flags, prefix, alternative_name: other } = one ?? {};
    if (!added || added === 'preview' || flags || prefix || other) return false;
    if (removed && compare(removed, version) <= 0) return false;
    return added === true || compare(added.replace('≤', ''), version) <= 0;
  });
}

function compare(one, other) {
  return one.localeCompare(other, 'en', { numeric: true });
}

const globals = { ...bcd.javascript.builtins, ...bcd.javascript.builtins.Intl, ...bcd.api };
/** Compatibility data by member name, over all interfaces and built-in objects. */
const members = new Map();
for (const [owner, described] of Object.entries(globals)) {
  for (const [key, { __compat }] of Object.entries(described)) {
    if (!__compat) continue;
    const name = key.replace(/_(static|event)$/, '');
    members.set(name, [...(members.get(name) ?? []), { owner, __compat }]);
  }
}

/** What the oldest engines lack, by name. */
let found = new Map();
function report(name, engines) {
  if (engines.length > 0 && !DONE_WITHOUT.includes(name)) found.set(name, engines);
}

function script(code) {
  walk(parseAst(code), (node) => {
    if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return;
    const called = node.callee;
    global(called);
    if (called.type !== 'MemberExpression' || called.computed) return;
    global(called.object);
    const name = called.property.name;
    const all = OUR_OWN.includes(name) ? [] : (members.get(name) ?? []);
    const own = all.filter(({ owner }) => owner === called.object.name);
    const lacks = (own.length > 0 ? own : all).map(({ __compat }) => lacking(__compat));
    if (lacks.length > 0 && lacks.every((engines) => engines.length > 0)) report(`.${name}()`, lacks[0]);
  });
}

function global(node) {
  if (node.type === 'Identifier' && Object.hasOwn(globals, node.name)) report(node.name, lacking(globals[node.name].__compat));
}

function walk(node, visit) {
  if (Array.isArray(node)) return node.forEach((each) => walk(each, visit));
  if (typeof node?.type !== 'string') return;
  visit(node);
  Object.values(node).filter((child) => typeof child === 'object').forEach((child) => walk(child, visit));
}

/** CSS functions, wherever MDN lists them. */
const functions = new Map();
(function list(described) {
  for (const [name, below] of Object.entries(described)) {
    if (name === '__compat') continue;
    if (below.__compat) functions.set(name, below.__compat);
    list(below);
  }
})(bcd.css.types);

function style(css) {
  postcss.parse(css).walk((node) => {
    // Skip what @supports guards.
    for (let above = node.parent; above; above = above.parent) if (above.name === 'supports') return;
    if (node.type === 'decl') declaration(node);
    if (node.type === 'rule') {
      for (const [, name] of node.selector.matchAll(/::?([a-z-]+)/g)) described(`:${name}`, bcd.css.selectors[name]);
      if (node.selector.includes('&')) described('&', bcd.css.selectors.nesting);
    }
    if (node.type === 'atrule') {
      const rule = bcd.css['at-rules'][node.name];
      described(`@${node.name}`, rule);
      for (const [, name] of node.params.matchAll(/\(\s*([a-z-]+)/g)) described(`@${node.name} (${name})`, rule?.[name]);
    }
  });
}

function declaration({ prop, value, parent }) {
  const property = bcd.css.properties[prop];
  if (parent.some((other) => other.prop === `-webkit-${prop}`)) return;
  described(prop, property);
  for (const [, name, isFunction] of value.replace(/"[^"]*"|url\([^)]*\)/g, '').matchAll(/(?<![\w-])([a-z][a-z-]*)(\(?)/g)) {
    if (property?.[name]) described(`${prop}: ${name}`, property[name]);
    else if (isFunction && functions.has(name)) report(`${name}()`, lacking(functions.get(name)));
  }
}

function described(name, data) {
  if (data?.__compat) report(name, lacking(data.__compat));
}

// Self-test: planted features must be found, or a silent miss would go unnoticed.
script('Object.groupBy([], String); [].toSorted(); new Set().union(new Set()); Promise.withResolvers(); new URLPattern();');
style('@container (width > 1px) { p { color: color-mix(in srgb, red, blue); text-wrap: balance } } p:user-valid { a & { } }');
const PLANTED = '.groupBy() .toSorted() .union() .withResolvers() URLPattern @container color-mix() text-wrap :user-valid &';
const missed = PLANTED.split(' ').filter((name) => !found.has(name));
if (missed.length > 0) throw new Error(`planted and not found: ${missed.join(', ')}`);

const DIST = join(import.meta.dirname, 'dist/assets');
for (const file of readdirSync(DIST)) {
  found = new Map();
  const text = readFileSync(join(DIST, file), 'utf8');
  if (file.endsWith('.js')) script(text);
  if (file.endsWith('.css')) style(text);
  for (const [name, engines] of found) {
    console.error(`${file}: ${name} is not in ${engines.map((engine) => `${engine} ${OLDEST[engine]}`).join(' and ')}`);
    process.exitCode = 1;
  }
}
