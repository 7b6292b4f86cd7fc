// The quotations of the article at hand as the reader has put them right, and the one at hand.

import type { Messages } from '../app/messages.svelte';
import type { Backend } from '../ipc/backend';
import type { ReadQuotation, Reading, Span, Verdict } from '../ipc/bindings';

/** Tells whether a quotation is somebody's speech: no title, term or mark of distance, and no pull quote of it. */
export function isSpeech({ kind, is_rejected, repeats }: ReadQuotation): boolean {
  return !is_rejected && !repeats && (kind === 'direct' || kind === 'partial' || kind === 'block');
}

/** Returns how many characters two spans share. */
function shared(one: Span, other: Span): number {
  return Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start));
}

/** The quotations of one reading. */
export class Quoting {
  /** In text order, those that are no speech and those rejected included. */
  quotations: ReadQuotation[] = $state.raw([]);
  /** Where the quotation at hand is: the one that keys act on. */
  active: Span | null = $state.raw(null);
  /** Whether the one at hand is being put right. */
  editing = $state(false);
  /** Whether a correction is on its way: a second press makes no second one. */
  busy = $state(false);

  readonly #backend: Backend;
  readonly #messages: Messages;
  readonly #onScreen: () => Quoting | null;
  readonly #reading: Reading;

  constructor(backend: Backend, messages: Messages, onScreen: () => Quoting | null, reading: Reading) {
    this.#backend = backend;
    this.#messages = messages;
    this.#onScreen = onScreen;
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
    return this.quotations.find((one) => isSpeech(one) && shared(one.span, place) > 0);
  }

  /** Returns who says the words of a place, all of them; `null` where nobody is known to. */
  speakerOf(place: Span): ReadQuotation['speaker'] {
    const quotation = this.at(place);
    const isWhole = quotation && quotation.span.start <= place.start && place.end <= quotation.span.end;
    return isWhole ? quotation.speaker : null;
  }

  /** Returns the names of all speakers, each once. */
  get names(): string[] {
    return [...new Set(this.quotations.flatMap(({ speaker }) => speaker?.name ?? []))];
  }

  /** Makes a passage one quotation, in place of those it mostly lies over, and opens it to be put right. */
  async make(span: Span): Promise<boolean> {
    // As the library has it: half of the shorter one.
    const meant = this.quotations
      .filter((one) => shared(one.span, span) * 2 >= Math.min(one.span.end - one.span.start, span.end - span.start))
      .sort((one, other) => shared(other.span, span) - shared(one.span, span));
    const kind = meant.find(isSpeech)?.kind ?? 'direct';
    const speaker = meant.find((one) => one.speaker !== null)?.speaker?.name ?? null;
    const done = await this.correct(span, { verdict: 'quotation', kind, speaker });
    this.editing = done;
    return done;
  }

  /** Says what a passage is, and takes it at hand; tells whether the library has it. */
  async correct(span: Span, verdict: Verdict): Promise<boolean> {
    const { entry, revision } = this.#reading;
    const done = await this.#ask(() =>
      this.#backend.correctQuotation({ entry: entry.id, revision: revision.id, span, verdict }),
    );
    if (!done) return false;
    this.editing = false;
    // The library trims white space off a passage; the newest correction has the highest number.
    const made = this.quotations
      .filter((one) => one.correction !== null && shared(one.span, span) > 0)
      .reduce<ReadQuotation | null>((last, one) => ((one.correction ?? 0) > (last?.correction ?? 0) ? one : last), null);
    this.active = made?.span ?? null;
    if (made && !isSpeech(made)) {
      const { correction } = made;
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
    if (this.busy) return false;
    this.busy = true;
    try {
      this.quotations = await act();
      // Another version may be on screen by now, and what was said holds there too.
      const shown = this.#onScreen();
      if (shown && shown !== this && shown.#reading.entry.id === this.#reading.entry.id) await shown.#readAgain();
      return true;
    } catch (reason) {
      this.#messages.fail(reason);
      return false;
    } finally {
      this.busy = false;
    }
  }

  async #readAgain(): Promise<void> {
    const { entry, revision } = this.#reading;
    this.quotations = (await this.#backend.readEntry(entry.id, revision.id)).quotations;
  }
}
