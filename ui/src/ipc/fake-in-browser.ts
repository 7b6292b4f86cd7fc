// The fake backend as `npm run dev` uses it: `?library=empty` or `?library=broken` shows the other first screens.

import picture from './fake-picture.svg';
import type { Backend } from './backend';
import { fakeBackend, type FakeOptions } from './fake';

/** Makes the fake backend that the page's address asks for. */
export function fakeInBrowser(): Backend {
  const wish = new URLSearchParams(location.search);
  const library = (['full', 'empty', 'broken'] as const).find((name) => name === wish.get('library'));
  const options: FakeOptions = { stageMs: Number(wish.get('ms') ?? 600), imageAddress: () => picture };
  return fakeBackend(library ? { ...options, library } : options);
}
