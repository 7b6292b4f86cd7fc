// The session: which screen is on, what the library holds, what is being read, and every way to open something.

import type { Backend, Failure, OnStage } from '../ipc/backend';
import { toFailure } from '../ipc/backend';
import type { Added, Entry, ExportFormat, First, ImportReport, Offered, Reading, RevisionId, Startup, Status } from '../ipc/bindings';
import { draftsOf, type Drafts } from '../reader/drafts';
import { Listing } from '../highlights/listing.svelte';
import { Marking, type Shared } from '../reader/marking.svelte';
import { Noting } from '../reader/noting.svelte';
import { Quoting } from '../reader/quoting.svelte';
import { Colours } from './colours.svelte';
import { Messages } from './messages.svelte';
import { counted } from './words';
import { Works } from './works.svelte';

/** What is on. */
export type Screen = 'starting' | 'failure' | 'welcome' | 'library' | 'highlights' | 'reader';

/** Tells by its name whether a file holds annotations: no article has these endings. */
function holdsAnnotations({ name }: Offered): boolean {
  return /\.(json|jsonld|csv)$/i.test(name);
}

/** The session of one window. */
export class Session {
  screen: Screen = $state('starting');
  startup: Startup | null = $state.raw(null);
  /** Why there is no library; only on the failure screen. */
  problem: Failure | null = $state.raw(null);
  /** The library, newest first. */
  entries: Entry[] = $state([]);
  /** What is being read. */
  marking: Marking | null = $state.raw(null);
  /** Its quotations. */
  quoting: Quoting | null = $state.raw(null);
  /** The note on it as a whole. */
  noting: Noting | null = $state.raw(null);
  /** The list that the way back from an article leads to. */
  cameFrom: 'library' | 'highlights' = $state('library');
  /** The entry that was read last: where the library's focus returns to. */
  lastRead: number | null = $state(null);

  /** What became of the file of annotations that came in last; `null` once it was read. */
  report: ImportReport | null = $state.raw(null);

  readonly backend: Backend;
  readonly messages = new Messages();
  readonly works: Works;
  readonly colours: Colours;
  readonly listing: Listing;
  #drafts: Drafts = draftsOf('');
  readonly #shared: Shared = {
    onScreen: () => this.marking,
    saving: Promise.resolve(),
    told: null,
    onNote: (entry, note) => {
      if (this.noting?.entry === entry) this.noting.take(note);
    },
  };
  /** Counts what the reader asked to see, so that late work does not snatch the screen away. */
  #asked = 0;
  /** The highlight that the article was opened for. */
  #sought: number | null = null;

  constructor(backend: Backend) {
    this.backend = backend;
    this.works = new Works(backend);
    this.colours = new Colours(backend, this.messages);
    this.listing = new Listing(backend, this.messages);
  }

  /** Starts: shows the library, or what to do first, or why there is none. */
  async start(): Promise<void> {
    try {
      const startup = await this.backend.start();
      this.startup = startup;
      if (startup.problem) return this.#failed(startup.problem);
      this.#drafts = draftsOf(startup.library);
      this.entries = await this.backend.listEntries();
      void this.colours.load();
      this.screen = this.entries.length > 0 ? 'library' : 'welcome';
      if (startup.first) await this.#openFirst(startup.first);
    } catch (reason) {
      this.#failed(toFailure(reason));
    }
  }

  /** Opens what was typed; tells whether that succeeded. */
  async openAddress(text: string): Promise<boolean> {
    const added = await this.#open(text, (work, onStage) =>
      this.backend.openAddress(text, work, onStage),
    );
    return added !== null;
  }

  /** Opens what was pasted. */
  async openPaste(text: string, html: string | null): Promise<void> {
    await this.#open('the clipboard', (work, onStage) =>
      this.backend.openPaste(text, html, work, onStage),
    );
  }

  /** Lets the reader choose a file and opens it. */
  async chooseFile(): Promise<void> {
    const offered = await this.#attempt(() => this.backend.chooseFile());
    if (offered) await this.openOffered([offered]);
  }

  /** Opens files: a single one to be read, several to be listed. */
  async openOffered(offers: readonly Offered[]): Promise<void> {
    const [annotations, articles] = [offers.filter(holdsAnnotations), offers.filter((one) => !holdsAnnotations(one))];
    for (const offered of annotations) await this.#import(offered);
    if (articles.length > 0) await this.#openArticles(articles);
  }

  async #openArticles(offers: readonly Offered[]): Promise<void> {
    const open = ({ offer, name }: Offered, show: boolean) =>
      this.#open(name, (work, onStage) => this.backend.openOffered(offer, work, onStage), show);
    const [only, ...more] = offers;
    if (only && more.length === 0) {
      await open(only, true);
      return;
    }
    let kept = 0;
    for (const offered of offers) if (await open(offered, false)) kept += 1;
    if (kept === 0) return;
    this.messages.tell(`${counted(kept, 'article')} opened.`);
    if (this.screen === 'welcome') this.screen = 'library';
  }

  /** Lets the reader choose a file of annotations and takes them in. */
  async chooseAnnotations(): Promise<void> {
    const offered = await this.#attempt(() => this.backend.chooseAnnotations());
    if (offered) await this.#import(offered);
  }

  /** Writes the annotations of an article, or of all, where the reader says. */
  async exportAnnotations(entry: number | null, format: ExportFormat): Promise<void> {
    const count = await this.#attempt(() => this.backend.exportAnnotations(entry === null ? [] : [entry], format));
    if (count !== null) this.messages.tell(`${counted(count, 'annotation')} exported.`);
  }

  /** Takes the annotations of a file in and shows what became of them. */
  async #import({ offer }: Offered): Promise<void> {
    const report = await this.#attempt(() => this.backend.importAnnotations(offer));
    if (!report) return;
    this.report = report;
    // A note that is being written stays where it is.
    const writing = (this.marking?.editing ?? null) !== null || this.quoting?.editing === true;
    if (writing) this.messages.tell('The annotations came in.', { label: 'Show', run: () => void this.showHighlights() });
    else await this.showHighlights();
    await this.#list();
  }

  /** Adds the sample article and reads it. */
  async addSample(): Promise<void> {
    const asked = this.#ask();
    const reading = await this.#attempt(() => this.backend.addSample());
    if (reading && asked === this.#asked) this.#show(reading);
  }

  /** Reads an entry, in its newest revision or the one named; there it goes to the highlight that is sought. */
  async read(entry: number, revision: RevisionId | null = null, sought: number | null = null): Promise<void> {
    const asked = this.#ask();
    const reading = await this.#attempt(() => this.backend.readEntry(entry, revision));
    if (!reading || asked !== this.#asked) return;
    this.#sought = sought;
    this.#show(reading);
  }

  /** Returns the highlight that the article was opened for, once. */
  takeSought(): number | null {
    const sought = this.#sought;
    this.#sought = null;
    return sought;
  }

  /** Shows all highlights of the library. */
  async showHighlights(): Promise<void> {
    this.#ask();
    // From the library it is begun anew; from an article it is where it was left.
    if (this.screen !== 'reader') this.listing.left = null;
    this.marking = null;
    this.screen = 'highlights';
    await Promise.all([this.listing.reload(), this.#list()]);
  }

  /** Leaves the article for the list it was opened from, and that list for the library. */
  async leave(): Promise<void> {
    if (this.screen === 'reader' && this.cameFrom === 'highlights') return this.showHighlights();
    this.#ask();
    this.marking = null;
    this.screen = this.entries.length > 0 ? 'library' : 'welcome';
    await this.#list();
  }

  /** Sets or unsets one of the reader's facts about an entry. */
  async setStatus(entry: number, status: Status, on: boolean): Promise<void> {
    const done = await this.#attempt(async () => {
      await this.backend.setStatus(entry, status, on);
      return true;
    });
    const listed = this.entries.find(({ id }) => id === entry);
    if (!done || !listed) return;
    listed.statuses = listed.statuses.filter((other) => other !== status);
    if (on) listed.statuses.push(status);
  }

  /** Opens a link in the system's browser. */
  async openLink(url: string): Promise<void> {
    await this.#attempt(() => this.backend.openLink(url));
  }

  /** Opens what the program was started with. */
  async #openFirst(first: First): Promise<void> {
    switch (first.kind) {
      case 'offered':
        return this.openOffered([first.offered]);
      case 'address':
        await this.openAddress(first.address);
        return;
      case 'entry':
        return this.read(first.entry);
      case 'problem':
        return this.messages.fail(first.problem);
    }
  }

  async #open(
    name: string,
    act: (work: number, onStage: OnStage) => Promise<Added>,
    show = true,
  ): Promise<Added | null> {
    const asked = show ? this.#ask() : this.#asked;
    const added = await this.#attempt(() => this.works.run(name, act));
    if (!added) return null;
    const { reading, outcome } = added;
    const writing = (this.marking?.editing ?? null) !== null || this.quoting?.editing === true || this.noting?.editing === true;
    if (show && asked === this.#asked && !writing) {
      const { number } = reading.revision;
      this.#show(reading);
      if (outcome === 'new_revision') {
        this.messages.tell(`The article has changed: version ${number} was kept.`);
      } else if (outcome === 'reverted') {
        this.messages.tell(`The article reads again as in version ${number}.`);
      } else if (outcome === 'unchanged') {
        this.messages.tell('Already in your library, and unchanged.');
      }
    } else if (show) {
      const run = () => void this.read(reading.entry.id);
      this.messages.tell(`Opened: ${reading.article.headline || name}`, { label: 'Read', run });
    }
    await this.#list();
    return added;
  }

  #show(reading: Reading): void {
    const { entry } = reading;
    const marking = new Marking(this.backend, this.messages, this.#drafts, this.#shared, reading);
    // What was changed while the article was being read is newer than what was read.
    for (const left of this.marking?.highlights ?? []) {
      const read = marking.find(left.id);
      if (read && Date.parse(read.modified_at) < Date.parse(left.modified_at)) marking.take(left);
    }
    this.marking = marking;
    this.quoting = new Quoting(this.backend, this.messages, () => this.quoting, reading);
    // One for all versions: what is being saved reaches the one that is opened meanwhile.
    if (this.noting?.entry !== entry.id) this.noting = new Noting(this.backend, this.messages, this.#drafts, this.#shared, entry.id);
    this.noting.take(reading.note);
    if (this.screen !== 'reader') this.cameFrom = this.screen === 'highlights' ? 'highlights' : 'library';
    this.screen = 'reader';
    this.lastRead = entry.id;
    // The list may not know it yet; what it shows is asked for again on return.
    if (!this.entries.some(({ id }) => id === entry.id)) this.entries = [entry, ...this.entries];
    if (!entry.statuses.includes('read')) void this.setStatus(entry.id, 'read', true);
  }

  async #list(): Promise<void> {
    const entries = await this.#attempt(() => this.backend.listEntries());
    if (!entries) return;
    this.entries = entries;
    if (this.screen === 'library' && entries.length === 0) this.screen = 'welcome';
    if (this.screen === 'welcome' && entries.length > 0) this.screen = 'library';
  }

  #ask(): number {
    this.#asked += 1;
    return this.#asked;
  }

  #failed(problem: Failure): void {
    this.problem = problem;
    this.screen = 'failure';
  }

  async #attempt<T>(act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (reason) {
      this.messages.fail(reason);
      return null;
    }
  }
}
