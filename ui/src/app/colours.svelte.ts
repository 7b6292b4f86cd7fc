// What the six colours stand for, by the reader's word: one list for every palette and filter.

import { getContext, setContext } from 'svelte';
import type { Backend } from '../ipc/backend';
import type { Colour, ColourName } from '../ipc/bindings';
import type { Messages } from './messages.svelte';
import { COLOUR } from './words';

const KEY = 'colours';

/** The names of the colours. */
export class Colours {
  #names: ColourName[] = $state.raw([]);
  readonly #backend: Backend;
  readonly #messages: Messages;

  constructor(backend: Backend, messages: Messages) {
    this.#backend = backend;
    this.#messages = messages;
  }

  /** Asks the library for the names. */
  async load(): Promise<void> {
    await this.#ask(() => this.#backend.colourNames());
  }

  /** Returns what a colour stands for; the colour's own name where that is not known. */
  nameOf(colour: Colour): string {
    return this.#names.find((one) => one.colour === colour)?.name ?? COLOUR[colour];
  }

  /** Returns both, for those who do not see the colour: `Claim (yellow)`. */
  label(colour: Colour): string {
    const name = this.nameOf(colour);
    return name === COLOUR[colour] ? name : `${name} (${COLOUR[colour].toLowerCase()})`;
  }

  /** Renames a colour; no words bring its first name back. Tells whether the library has it. */
  rename(colour: Colour, name: string): Promise<boolean> {
    return this.#ask(() => this.#backend.nameColour(colour, name.trim()));
  }

  async #ask(question: () => Promise<ColourName[]>): Promise<boolean> {
    try {
      this.#names = await question();
      return true;
    } catch (reason) {
      this.#messages.fail(reason);
      return false;
    }
  }
}

/** Gives the names to every component below. */
export function provideColours(colours: Colours): void {
  setContext(KEY, colours);
}

/** Returns the names that a component above gave. */
export function useColours(): Colours {
  return getContext<Colours>(KEY);
}
