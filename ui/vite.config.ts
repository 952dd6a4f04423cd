import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { drawFirstFrame } from './draw-first-frame.ts';

/** Writes the page into index.html, so that it is on screen before its script has been loaded and run. */
function firstFrame(): Plugin {
  return {
    name: 'first-frame',
    apply: 'build',
    async transformIndexHtml(html) {
      const target = '<div id="app"></div>';
      if (!html.includes(target)) throw new Error('index.html has no #app');
      const drawn = await drawFirstFrame();
      return html.replace(target, () => `<div id="app">${drawn}</div>`);
    },
  };
}

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), firstFrame()],
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
    // Tests measure the contrast in tokens.css and hold the others to rules.
    css: { include: /(tokens|base|shared|print)\.css/ },
    restoreMocks: true,
    // Slow machines are not failures.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
}));
