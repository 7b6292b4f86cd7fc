// Copies of a passage: its words, a quotation with its source, a link that leads to it. Each is told.

import type { Session } from '../app/session.svelte';
import type { ReadQuotation, Reading, Span } from '../ipc/bindings';
import { citationOf } from './citation';
import { copyWords } from './copy';

/** Copies from one reading. */
export class Copying {
  readonly #session: Session;
  readonly #reading: Reading;
  /** The link asked for last, and what it leads to. */
  #link: { span: Span; address: string | null } | null = null;

  constructor(session: Session, reading: Reading) {
    this.#session = session;
    this.#reading = reading;
  }

  /** Copies words. */
  async words(words: string): Promise<void> {
    if (await copyWords(words)) this.#session.messages.tell('Copied.');
  }

  /** Copies words with where they stood, and whose they are. */
  async cited(quotation: Pick<ReadQuotation, 'content' | 'speaker'>): Promise<void> {
    if (await copyWords(citationOf(quotation, this.#reading))) this.#session.messages.tell('Copied with its source.');
  }

  /** Asks for the link to a passage before it is wanted: engines let a page copy only at once. */
  prepareLink(span: Span): void {
    // Why there is none is told when it is wanted.
    this.#ask(span).catch(() => {});
  }

  /** Copies a link to a passage. */
  async link(span: Span): Promise<void> {
    try {
      const address = this.#link?.span === span ? this.#link.address : await this.#ask(span);
      if (address === null) this.#session.messages.tell('This article has no address to link to.');
      else if (await copyWords(address)) this.#session.messages.tell('Copied a link to the passage.');
    } catch (reason) {
      this.#session.messages.fail(reason);
    }
  }

  async #ask(span: Span): Promise<string | null> {
    const { entry, revision } = this.#reading;
    const address = await this.#session.backend.passageLink(entry.id, revision.id, span);
    this.#link = { span, address };
    return address;
  }
}
