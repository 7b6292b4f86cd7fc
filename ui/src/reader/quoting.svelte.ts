// The quotations of the article at hand as the reader has put them right, and the one at hand.

import type { Messages } from '../app/messages.svelte';
import type { Backend } from '../ipc/backend';
import type { ReadQuotation, Reading, Span, Verdict } from '../ipc/bindings';

/** Tells whether a quotation is somebody's speech and not a title, a term or a mark of distance. */
export function isSpeech({ kind, is_rejected }: ReadQuotation): boolean {
  return !is_rejected && (kind === 'direct' || kind === 'partial' || kind === 'block');
}

/** Tells whether two spans share a character. */
function meets(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

/** The quotations of one reading. */
export class Quoting {
  /** In text order, those that are no speech and those rejected included. */
  quotations: ReadQuotation[] = $state.raw([]);
  /** Where the quotation at hand is: the one that keys act on. */
  active: Span | null = $state.raw(null);
  /** Whether the one at hand is being put right. */
  editing = $state(false);

  readonly #backend: Backend;
  readonly #messages: Messages;
  readonly #reading: Reading;

  constructor(backend: Backend, messages: Messages, reading: Reading) {
    this.#backend = backend;
    this.#messages = messages;
    this.#reading = reading;
    this.quotations = reading.quotations;
  }

  /** Returns the quotation at hand. */
  get atHand(): ReadQuotation | undefined {
    const { active } = this;
    return active ? this.quotations.find(({ span }) => span.start === active.start && span.end === active.end) : undefined;
  }

  /** Returns the first speech over a place. */
  at(place: Span): ReadQuotation | undefined {
    return this.quotations.find((one) => isSpeech(one) && meets(one.span, place));
  }

  /** Returns the names of all speakers, each once. */
  get names(): string[] {
    return [...new Set(this.quotations.flatMap(({ speaker }) => speaker?.name ?? []))];
  }

  /** Says what a passage is, and takes it at hand; tells whether the library has it. */
  async correct(span: Span, verdict: Verdict): Promise<boolean> {
    const { entry, revision } = this.#reading;
    const done = await this.#ask(() =>
      this.#backend.correctQuotation({ entry: entry.id, revision: revision.id, span, verdict }),
    );
    if (!done) return false;
    // The library trims white space off a passage.
    this.active = this.quotations.find((one) => one.correction !== null && meets(one.span, span))?.span ?? null;
    if (verdict.verdict === 'no_quotation') {
      const correction = this.atHand?.correction;
      this.active = null;
      this.#messages.tell('No longer listed as a quotation.', {
        label: 'Undo',
        run: () => void (correction && this.takeBack(correction)),
      });
    }
    return true;
  }

  /** Takes a correction back. */
  async takeBack(correction: number): Promise<void> {
    const { entry, revision } = this.#reading;
    await this.#ask(() => this.#backend.takeCorrectionBack(entry.id, revision.id, correction));
  }

  async #ask(act: () => Promise<ReadQuotation[]>): Promise<boolean> {
    try {
      this.quotations = await act();
      return true;
    } catch (reason) {
      this.#messages.fail(reason);
      return false;
    }
  }
}
