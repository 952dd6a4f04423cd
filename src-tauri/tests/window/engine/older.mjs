#!/usr/bin/env node
// Stands between today's chromedriver and a Chromium 111, for which it is too new: the two differ in what a result is called
// that may hold elements, and in the document that an element is said to be of. Both talk over pipes, in JSON that ends in NUL.
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';

const stdio = ['ignore', 'inherit', 'inherit', 'pipe', 'pipe'];
// By itself it opens no page.
const browser = spawn(process.env.OLDER_CHROMIUM, [...process.argv.slice(2), 'about:blank'], { stdio });
const [, , , toBrowser, fromBrowser] = browser.stdio;

function pass(from, to, translate) {
  let rest = '';
  from.setEncoding('utf8');
  from.on('data', (chunk) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop();
    for (const message of messages) {
      const read = JSON.parse(message);
      translate(read);
      to.write(`${JSON.stringify(read)}\0`);
    }
  });
  from.on('end', () => to.end());
  // Whichever of them ends first, the other is told by the end of its pipe.
  to.on('error', () => {});
}

pass(createReadStream(null, { fd: 3 }), toBrowser, ({ params }) => {
  if (params?.serializationOptions?.serialization === 'deep') params.generateWebDriverValue = true;
});

let loader;
pass(fromBrowser, createWriteStream(null, { fd: 4 }), ({ result }) => {
  // The driver asks for it before every script.
  loader = result?.frameTree?.frame.loaderId ?? loader;
  const value = result?.result?.webDriverValue;
  if (!value) return;
  for (const { type, value: node } of value.value) if (type === 'node') node.loaderId = loader;
  result.result.deepSerializedValue = value;
});

browser.on('exit', (code) => process.exit(code ?? 1));
