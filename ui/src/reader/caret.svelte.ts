// Caret browsing: a text cursor in the article that the arrow keys move and, with Shift, select with. The web view
// has it; it is on only while the reader wants it and is in the article.

import type { Messages } from '../app/messages.svelte';
import type { Backend } from '../ipc/backend';

/** Caret browsing in one article. */
export class Caret {
  /** Whether the arrow keys belong to the text cursor. */
  isOn = $state(false);
  readonly #backend: Backend;
  readonly #messages: Messages;
  /** Whether the reader wants it, wherever the focus is now. */
  #isWanted = false;

  constructor(backend: Backend, messages: Messages) {
    this.#backend = backend;
    this.#messages = messages;
  }

  /** Turns it on, with the text cursor at the place, or off. */
  async toggle(place: () => Range | null): Promise<void> {
    this.#isWanted = !this.#isWanted;
    const isThere = await this.#set(this.#isWanted);
    if (!this.#isWanted) return void this.#messages.tell('The text cursor is off.');
    if (!isThere) this.#isWanted = false;
    // Why it failed is told already.
    if (isThere === null) return;
    if (!isThere) {
      return void this.#messages.tell('This system’s web engine has no text cursor for pages. Step by sentence with . and , or by word with w and b.');
    }
    const start = place();
    const selection = getSelection();
    if (start && selection?.isCollapsed !== false) selection?.collapse(start.startContainer, start.startOffset);
    this.#messages.tell('The text cursor is on: arrows move it, Shift with them selects. F7 turns it off.');
  }

  /** Says whether the focus is in the article: elsewhere the arrows are not the text cursor's. */
  async follow(isInArticle: boolean): Promise<void> {
    if (this.#isWanted && this.isOn !== isInArticle) await this.#set(isInArticle);
  }

  /** Turns it off for good. */
  async leave(): Promise<void> {
    this.#isWanted = false;
    if (this.isOn) await this.#set(false);
  }

  /** Tells whether there is one to be turned on or off; `null` where asking failed. */
  async #set(isOn: boolean): Promise<boolean | null> {
    try {
      const isThere = await this.#backend.setCaretBrowsing(isOn);
      this.isOn = isOn && isThere;
      return isThere;
    } catch (reason) {
      this.#messages.fail(reason);
      return null;
    }
  }
}
