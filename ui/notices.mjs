// Prints the npm packages that end up in the page as JSON, with their licence texts. With --check, fails unless
// THIRD-PARTY-NOTICES.html lists exactly these. Only the bundler knows what it included.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const LICENCES = 'licences.json';
const built = await build({
  root: import.meta.dirname,
  logLevel: 'silent',
  build: { write: false, license: { fileName: LICENCES } },
});
const outputs = [built].flat().flatMap(({ output }) => output);
const packages = outputs.find(({ fileName }) => fileName === LICENCES).source;

if (process.argv.includes('--check')) {
  const notices = readFileSync(join(import.meta.dirname, '..', 'THIRD-PARTY-NOTICES.html'), 'utf8');
  const rows = notices.matchAll(/"https:\/\/www\.npmjs\.com\/package\/([^"]+)\/v\/([^"]+)"/g);
  const named = [...rows].map(([, name, version]) => `${name} ${version}`).join('\n');
  const shipped = JSON.parse(packages).map(({ name, version }) => `${name} ${version}`).join('\n');
  console.log(shipped);
  if (named !== shipped) {
    console.log(`\nTHIRD-PARTY-NOTICES.html names:\n${named}\n\nRun \`cargo xtask notices\` and commit it.`);
    process.exitCode = 1;
  }
} else {
  console.log(packages);
}
