// How the page is built, served and tested.

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' palimpsest-image:; " +
  "font-src 'self'; connect-src ipc: http://ipc.localhost";

export default defineConfig({
  // The window loads the page from its own protocol, the fake one from any folder.
  base: './',
  plugins: [
    svelte({
      configFile: false,
      // The tree form makes elements one by one: no markup string is ever parsed at run time.
      compilerOptions: { fragments: 'tree' },
    }),
    svelteTesting(),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // WebKitGTK 2.50 and newer; nothing is rewritten for older engines.
    target: ['safari18.4', 'chrome130'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  // `npm run preview` shows the built page under the policy that the window sets.
  preview: { port: 5174, strictPort: true, host: '127.0.0.1', headers: { 'Content-Security-Policy': POLICY } },
  server: { port: 5173, strictPort: true, host: '127.0.0.1' },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test-setup.ts'],
    restoreMocks: true,
    // A machine that is busy otherwise is slow, not wrong.
    testTimeout: 60_000,
  },
});
