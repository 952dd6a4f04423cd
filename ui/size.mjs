// Fails if the page needs more than 80 kB (gzipped) to start: the HTML, its styles and its static imports.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const MOST_BYTES = 80_000;
const DIST = join(import.meta.dirname, 'dist');

const sizes = new Map();
function add(file) {
  if (sizes.has(file)) return;
  const bytes = readFileSync(join(DIST, file));
  sizes.set(file, gzipSync(bytes, { level: 9 }).length);
  const text = bytes.toString('utf8');
  // Static imports load at start; `import()` loads on demand.
  if (file.endsWith('.html')) for (const [, name] of text.matchAll(/(?:src|href)="\/?([^"]+)"/g)) add(name);
  if (file.endsWith('.js')) for (const [, name] of text.matchAll(/(?:import|from)\s*"\.\/([^"]+\.js)"/g)) add(`assets/${name}`);
}
add('index.html');

const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
for (const [file, size] of sizes) console.log(`${size} ${file}`);
console.log(`${total} of ${MOST_BYTES} bytes, gzipped`);
if (total > MOST_BYTES) process.exitCode = 1;
