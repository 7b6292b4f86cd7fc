// The reader's note on one article as a whole: the same in every version.

import type { Messages } from '../app/messages.svelte';
import type { Backend } from '../ipc/backend';
import type { ArticleNote, EntryId } from '../ipc/bindings';
import type { Drafts } from './drafts';
import type { Shared } from './marking.svelte';

/** The note on one article. */
export class Noting {
  /** What the library has; empty where there is none. */
  words = $state('');
  /** Whether it is being written. */
  editing = $state(false);
  /** Whether words were written that the library has not. */
  unsaved = $state(false);

  readonly entry: EntryId;
  readonly #backend: Backend;
  readonly #messages: Messages;
  readonly #drafts: Drafts;
  readonly #shared: Pick<Shared, 'saving'>;
  #waiting = 0;

  constructor(backend: Backend, messages: Messages, drafts: Drafts, shared: Pick<Shared, 'saving'>, entry: EntryId) {
    this.#backend = backend;
    this.#messages = messages;
    this.#drafts = drafts;
    this.#shared = shared;
    this.entry = entry;
  }

  /** Takes what the library had when it was read; what is being saved is newer. */
  take(note: ArticleNote | null): void {
    if (this.#waiting > 0) return;
    this.words = note?.words ?? '';
    this.unsaved = !this.#isWritten(this.words);
  }

  /** Returns what stands in the editor: the draft that was left, else the note. */
  get draft(): string {
    return this.#drafts.get(this.#key) ?? this.words;
  }

  /** Keeps what is being written until it is saved. */
  keep(words: string): void {
    this.#drafts.keep(this.#key, words);
  }

  /** Saves the note; tells whether the library has it. The draft stays where it has not. */
  save(words: string): Promise<boolean> {
    this.#waiting += 1;
    // One after the other, or an older wording could overtake a newer one.
    const saved = this.#shared.saving.then(() => this.#save(words.trim()));
    this.#shared.saving = saved;
    return saved;
  }

  async #save(words: string): Promise<boolean> {
    const isSaved = words === this.words || (await this.#write(words));
    this.#waiting -= 1;
    // More may have been written meanwhile.
    if (isSaved && this.#isWritten(words)) this.#drafts.forget(this.#key);
    this.unsaved = !this.#isWritten(words) || !isSaved;
    return isSaved;
  }

  async #write(words: string): Promise<boolean> {
    try {
      this.words = (await this.#backend.setArticleNote(this.entry, words))?.words ?? '';
      return true;
    } catch (reason) {
      this.#messages.fail(reason);
      return false;
    }
  }

  get #key(): string {
    return `article-${this.entry}`;
  }

  /** Tells whether nothing but `words` is left to be saved. */
  #isWritten(words: string): boolean {
    return this.draft.trim() === words.trim();
  }
}
