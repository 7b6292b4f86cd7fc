// The steps that tests of the whole page share: it runs on the fake backend, as a reader uses it.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { fakeBackend, type FakeBackend, type FakeOptions } from '../ipc/fake';
import type { Reading } from '../ipc/bindings';
import App from './App.svelte';

export function start(options: FakeOptions = {}): FakeBackend {
  const backend = fakeBackend(options);
  render(App, { backend });
  return backend;
}

export async function on(name: string): Promise<HTMLElement> {
  return waitFor(() => {
    const main = document.querySelector<HTMLElement>(`[data-screen=${name}]`);
    if (!main) throw new Error(`not on the ${name} screen`);
    return main;
  });
}

/** Opens the newest article of the full library. */
export async function reading(options: FakeOptions = {}): Promise<FakeBackend> {
  const backend = start(options);
  const library = await on('library');
  await fireEvent.click(within(library).getAllByRole('button', { name: /Harbour council/ })[0] as HTMLElement);
  await on('reader');
  return backend;
}

export function press(key: string, options: KeyboardEventInit = {}): Promise<boolean> {
  return fireEvent.keyDown(document.activeElement ?? document.body, { key, ...options });
}

export function cards(): HTMLElement[] {
  return screen.queryAllByTestId('highlight-card');
}

export function called(backend: FakeBackend, method: string): unknown[][] {
  return backend.calls.filter(([name]) => name === method).map(([, ...args]) => args);
}

/** Returns the bridge article in one of its versions. */
export async function version(backend: FakeBackend, number: number): Promise<Reading> {
  const { revisions } = await backend.readEntry(3, null);
  return backend.readEntry(3, revisions[number - 1]?.id ?? null);
}

/** Chooses a version above the article. */
export async function choose({ revision }: Reading): Promise<void> {
  await fireEvent.change(screen.getByTestId('versions'), { target: { value: revision.id } });
}

/** Selects words of the article as the mouse would. */
export async function select(words: string): Promise<void> {
  const nodes = document.createTreeWalker(screen.getByTestId('text'), NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const at = (node as Text).data.indexOf(words);
    if (at < 0) continue;
    await fireEvent.pointerDown(node.parentElement as Element, { button: 0 });
    getSelection()?.setBaseAndExtent(node, at, node, at + words.length);
    await fireEvent(document, new Event('selectionchange'));
    await fireEvent.pointerUp(node.parentElement as Element);
    return;
  }
  throw new Error(`the article does not say '${words}'`);
}
