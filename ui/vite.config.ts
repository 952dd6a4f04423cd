import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  // The tests mount components, so they need Svelte's browser build.
  resolve: mode === 'test' ? { conditions: ['browser'] } : {},
  // The packaging configurations are outside this folder.
  server: mode === 'test' ? { fs: { allow: ['..'] } } : {},
  build: {
    // The oldest supported web views: WKWebView of macOS 12.3, the first with <dialog>; WebView2; WebKitGTK 2.40.
    target: ['safari15.4', 'chrome111', 'edge111'],
    // One script and one style sheet: the content policy allows neither data: URLs nor inline scripts.
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: true,
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    // For most of the day, the date here differs from the one in Shanghai, whose time the page shows.
    env: { TZ: 'America/Los_Angeles' },
    setupFiles: ['src/testing/dom.ts', 'src/testing/clock.ts', 'src/testing/catalogue.ts'],
    // Tests measure the contrast in tokens.css and hold the other two to rules.
    css: { include: /(tokens|base|print)\.css/ },
    restoreMocks: true,
    // Slow machines are not failures.
    testTimeout: 30_000,
  },
}));
