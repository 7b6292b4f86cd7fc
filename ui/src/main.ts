// Starts the page: on the native side inside the window, on the fake backend in a plain browser.

import { mount } from 'svelte';
import App from './app/App.svelte';
import './app/app.css';
import './reader/article.css';
import type { Backend } from './ipc/backend';
import { insideWindow, tauriBackend } from './ipc/tauri';

/** Development and the `fake` build mode run without a window; what ships never holds the fake. */
async function backend(): Promise<Backend> {
  if (!insideWindow() && (import.meta.env.DEV || import.meta.env.MODE === 'fake')) {
    const { fakeInBrowser } = await import('./ipc/fake-in-browser');
    return fakeInBrowser();
  }
  return tauriBackend();
}

const target = document.getElementById('app');
if (target) mount(App, { target, props: { backend: await backend() } });
