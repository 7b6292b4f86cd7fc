// The explanation of the reading at hand: asked for once, when it is first wanted.

import type { Messages } from '../app/messages.svelte';
import type { Backend } from '../ipc/backend';
import type { Explained, Reading } from '../ipc/bindings';

/** What today's engine makes of the page of one reading. */
export class Explaining {
  /** The explanation, once it is there. */
  explained: Explained | null = $state.raw(null);
  readonly #backend: Backend;
  readonly #messages: Messages;
  readonly #reading: Reading;
  #asked: Promise<boolean> | null = null;

  constructor(backend: Backend, messages: Messages, reading: Reading) {
    this.#backend = backend;
    this.#messages = messages;
    this.#reading = reading;
  }

  /** Gets the explanation; tells whether it is there, and says why where it is not. */
  ask(): Promise<boolean> {
    this.#asked ??= this.#ask();
    return this.#asked;
  }

  async #ask(): Promise<boolean> {
    const { entry, revision } = this.#reading;
    try {
      this.explained = await this.#backend.explainEntry(entry.id, revision.id);
      return true;
    } catch (reason) {
      this.#asked = null;
      this.#messages.fail(reason);
      return false;
    }
  }
}
