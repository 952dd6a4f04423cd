// No content policy covers WebRTC: its constructors are gone before any other script runs, in every frame.
for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (/^(webkit)?RTC/.test(name)) Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });
}
