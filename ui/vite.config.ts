import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  // The tests mount components, so they need Svelte's browser build.
  resolve: mode === 'test' ? { conditions: ['browser'] } : {},
  // The packages' configurations lie beside this folder.
  server: mode === 'test' ? { fs: { allow: ['..'] } } : {},
  build: {
    // The oldest web views that the app meets: WKWebView of macOS 12.3, the first with <dialog>; WebView2; WebKitGTK 2.40.
    target: ['safari15.4', 'chrome111', 'edge111'],
    // One script and one style sheet: the content policy admits neither data: addresses nor inline scripts.
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: true,
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    // Wherever the tests run: most of the day it is another date here than in Shanghai, whose time the page shows.
    env: { TZ: 'America/Los_Angeles' },
    setupFiles: ['src/testing/dom.ts', 'src/testing/clock.ts', 'src/testing/catalogue.ts'],
    // The contrast of the colours is measured in the style sheet itself; the other two are held to rules.
    css: { include: /(tokens|base|print)\.css/ },
    restoreMocks: true,
    // Slow machines are no failures.
    testTimeout: 30_000,
  },
}));
