// A backend in memory, for tests and for `npm run dev` in a plain browser.

import type { Backend, Drag, OnStage } from './backend';
import type {
  Added,
  Article,
  ErrorCode,
  First,
  Highlight,
  NewCorrection,
  Offered,
  ReadQuotation,
  Reading,
  Span,
  Stage,
  Startup,
  Status,
} from './bindings';
import { FakeAnnotations, failure, revisionId, type Kept } from './fake-annotations';
import { explain } from './fake-explained';
import { BRIDGE, BRIDGE_IMAGE, LIBRARY_AT_NIGHT, MARKET, compose, find } from './fake-articles';

/** How the fake backend behaves. */
export interface FakeOptions {
  /** What the library holds at first. */
  library?: 'full' | 'empty' | 'broken';
  /** How long each stage of long work takes. */
  stageMs?: number;
  /** What the program was started with. */
  first?: First;
  /** Where images are. */
  imageAddress?: (id: string) => string;
}

/** The fake backend, with what a test needs to act as the native side. */
export interface FakeBackend extends Backend {
  /** Every call, in order: the method's name and its arguments. */
  readonly calls: [string, ...unknown[]][];
  /** Makes the next call of a method fail. */
  failNext(method: keyof Backend, message: string, hints?: string[], code?: ErrorCode): void;
  /** Acts as if files were dropped on the window. */
  drop(offers: Offered[]): void;
  /** Acts as if files were dragged over the window. */
  drag(drag: Drag): void;
}

const NOW = '2026-03-11T08:00:00Z';
const IMAGE_ID = 'b'.repeat(64);

/** Makes a fake backend. */
export function fakeBackend(options: FakeOptions = {}): FakeBackend {
  const { library = 'full', stageMs = 0, imageAddress = (id) => `palimpsest-image://localhost/${id}` } = options;
  const kept: Kept[] = [];
  const annotations = new FakeAnnotations(kept);
  const corrections: (NewCorrection & { id: number })[] = [];
  const cancelled = new Set<number>();
  const calls: FakeBackend['calls'] = [];
  const failures = new Map<string, unknown>();
  const offered = new Set<(offers: Offered[]) => void>();
  const dragged = new Set<(drag: Drag) => void>();
  let nextId = 1;

  if (library === 'full') {
    keep([MARKET], 'https://daffa.example/books', ['read']);
    keep([LIBRARY_AT_NIGHT], 'https://courrier.example/societe/bibliotheque-nuit', ['read', 'starred']);
    keep([...BRIDGE], 'https://tidewater.example/news/swing-bridge-delay', []);
    seedHighlights();
  }

  function keep(revisions: Article[], url: string | null, statuses: Status[]): Kept {
    const id = nextId++;
    const newest = revisions[revisions.length - 1] as Article;
    const one: Kept = {
      revisions,
      entry: {
        id,
        url,
        headline: newest.headline,
        publisher: newest.publisher,
        language: newest.language.code,
        date_published: newest.date_published,
        statuses,
        added_at: NOW,
        captured_at: NOW,
        revision: revisionId(id, revisions.length),
        captures: revisions.length,
        revisions: revisions.length,
        highlights: 0,
      },
    };
    kept.unshift(one);
    return one;
  }

  function seedHighlights(): void {
    const bridge = kept[0];
    const [old, now] = bridge?.revisions ?? [];
    if (!bridge || !old || !now) return;
    const seed = (article: Article, revision: number, words: string, colour: Highlight['colour'], note: string) =>
      annotations.add({
        entry: bridge.entry.id,
        revision: revisionId(bridge.entry.id, revision),
        span: find(article.text, words) as Span,
        colour,
        note,
        tags: [],
      });
    seed(old, 1, 'cast in 1938 at the Norfield works', 'red', 'Check: the foundry’s own plate says 1948.');
    seed(now, 2, 'the small ferry that the port put on in December carries 140 passengers and no cars', 'yellow', '');
    seed(now, 2, 'Some 11,000 people cross the harbour on a working day. Without the bridge the way round by road takes fifty minutes, and the small ferry', 'green', '');
    seed(now, 2, 'There is no plan here, only hope with a budget', 'blue', 'Ask Larsen what the second ferry would cost, and who was told about it before the vote.');
    annotations.forgetActs();
  }

  function reading(of: Kept, revision = of.revisions.length): Reading {
    const article = of.revisions[revision - 1] as Article;
    const summaries = of.revisions.map((_, i) => ({
      id: revisionId(of.entry.id, i + 1),
      number: i + 1,
      first_seen: `2026-03-1${i}T2${i}:05:00Z`,
      captures: 1,
    }));
    const { highlights, note } = annotations.of(of.entry.id, revisionId(of.entry.id, revision));
    return structuredClone({
      entry: of.entry,
      revision: summaries[revision - 1] as Reading['revision'],
      revisions: summaries,
      article,
      warnings:
        article.language.declared === 'en' && article.language.code === 'fr'
          ? [{ code: 'wrong_charset', message: 'the page says it is iso-8859-1 and is written in utf-8' } as const]
          : [],
      highlights,
      note,
      quotations: quotationsOf(article, corrections.filter((one) => one.entry === of.entry.id)),
      lost_corrections: 0,
      images: [{ source: BRIDGE_IMAGE, id: IMAGE_ID }],
    });
  }

  function entryOf(id: number): Kept {
    const found = kept.find(({ entry }) => entry.id === id);
    if (!found) throw failure(`there is no entry ${id}`, [], 'not_found');
    return found;
  }

  function numberOf(entry: number, revision: string | null): number | undefined {
    return entryOf(entry).revisions.findIndex((_, i) => revisionId(entry, i + 1) === revision) + 1 || undefined;
  }

  async function call<T>(method: keyof Backend, args: unknown[], act: () => T | Promise<T>): Promise<T> {
    calls.push([method, ...structuredClone(args)]);
    if (stageMs > 0) await sleep(20);
    const planned = failures.get(method);
    if (planned !== undefined) {
      failures.delete(method);
      throw planned;
    }
    return act();
  }

  async function stages(work: number, onStage: OnStage, names: Stage[]): Promise<void> {
    for (const stage of names) {
      onStage(stage);
      await sleep(stageMs);
      if (cancelled.has(work)) throw failure('the work was cancelled', [], 'cancelled');
    }
  }

  function addPlain(name: string, text: string, url: string | null): Added {
    const [headline = name, ...rest] = text.trim().split(/\n\s*\n/);
    const article = compose({
      about: { headline: headline.slice(0, 200) },
      parts: rest.map((words) => ({ kind: 'paragraph', words })),
    });
    return { reading: reading(keep([article], url, [])), outcome: 'new_entry' };
  }

  const page = 'A page that the fake backend made up\n\nIt stands for whatever is at the address, which nobody asked.\n\n“Nothing was fetched,” said the fake backend.';

  return {
    calls,
    failNext: (method, message, hints = [], code = 'library_failed') => {
      failures.set(method, failure(message, hints, code));
    },
    drop: (offers) => offered.forEach((listener) => listener(offers)),
    drag: (drag) => dragged.forEach((listener) => listener(drag)),

    start: () =>
      call('start', [], (): Startup => ({
        version: '0.1.0',
        library: '/home/reader/.local/share/palimpsest',
        problem:
          library === 'broken'
            ? failure('cannot open the library \'/home/reader/.local/share/palimpsest/library.sqlite\': it was written by a newer version', ['open it with the newer Palimpsest that wrote it; nothing was changed'], 'unusable_library')
            : null,
        first: options.first ?? null,
      })),
    listEntries: () => call('listEntries', [], () => structuredClone(kept.map(({ entry }) => entry))),
    openAddress: (text, work, onStage) =>
      call('openAddress', [text, work], async () => {
        await stages(work, onStage, ['fetching', 'extracting', 'images', 'saving']);
        if (text.includes('nowhere')) {
          throw failure(`cannot fetch '${text}': the host does not answer`, ['look at the address and at your connection', 'a page saved as a file can be opened too'], 'fetch_failed');
        }
        const known = kept.find(({ entry }) => entry.url === text);
        if (known) return { reading: reading(known), outcome: 'unchanged' };
        return addPlain(text, page, text);
      }),
    openPaste: (text, html, work, onStage) =>
      call('openPaste', [text, html, work], async () => {
        await stages(work, onStage, ['extracting', 'saving']);
        return addPlain('Pasted words', text, null);
      }),
    openOffered: (offer, work, onStage) =>
      call('openOffered', [offer, work], async () => {
        await stages(work, onStage, ['reading', 'extracting', 'saving']);
        return addPlain(`File ${offer}`, page, null);
      }),
    chooseFile: () => call('chooseFile', [], () => ({ offer: 1, name: 'page.html' })),
    addSample: () =>
      call('addSample', [], () => reading(keep([...BRIDGE], 'https://tidewater.example/news/swing-bridge-delay', []))),
    readEntry: (entry, revision) =>
      call('readEntry', [entry, revision], () => {
        return reading(entryOf(entry), numberOf(entry, revision));
      }),
    explainEntry: (entry, revision) =>
      call('explainEntry', [entry, revision], () => {
        const { article, revision: shown } = reading(entryOf(entry), numberOf(entry, revision));
        if (article.headline === MARKET.headline) {
          throw failure(`cannot explain version 1 of entry '${entry}': its page is not kept`, ['add its address again to keep the page'], 'not_found');
        }
        return structuredClone(explain(article, shown, article.headline !== LIBRARY_AT_NIGHT.headline));
      }),
    cancelWork: (work) =>
      call('cancelWork', [work], () => {
        cancelled.add(work);
      }),
    addHighlight: (made) => call('addHighlight', [made], () => structuredClone(annotations.add(made))),
    changeHighlight: (id, change) =>
      call('changeHighlight', [id, change], () => {
        annotations.change([id], change);
        return structuredClone(annotations.highlight(id));
      }),
    changeHighlights: (ids, change) => call('changeHighlights', [ids, change], () => annotations.change(ids, change)),
    deleteHighlight: (id) => call('deleteHighlight', [id], () => annotations.delete([id])),
    deleteHighlights: (ids) => call('deleteHighlights', [ids], () => annotations.delete(ids)),
    restoreHighlight: (id) => call('restoreHighlight', [id], () => structuredClone(annotations.restore(id))),
    attachHighlight: (id, revision, span) =>
      call('attachHighlight', [id, revision, span], () => structuredClone(annotations.attach(id, revision, span))),
    settleHighlight: (id, revision, isSettled) =>
      call('settleHighlight', [id, revision, isSettled], () => structuredClone(annotations.settle(id, revision, isSettled))),
    readAnnotations: (entry, revision) =>
      call('readAnnotations', [entry, revision], () => structuredClone(annotations.of(entry, revision))),
    setArticleNote: (entry, words) =>
      call('setArticleNote', [entry, words], () => structuredClone(annotations.setNote(entry, words))),
    undo: (entry) => call('undo', [entry], () => structuredClone(annotations.undo(entry))),
    redo: (entry) => call('redo', [entry], () => structuredClone(annotations.redo(entry))),
    listHighlights: (filter) => call('listHighlights', [filter], () => structuredClone(annotations.list(filter))),
    listBin: (entry) => call('listBin', [entry], () => structuredClone(annotations.bin(entry))),
    chooseAnnotations: () => call('chooseAnnotations', [], () => ({ offer: 1, name: 'highlights.jsonld' })),
    // The page shows what it is told; what is in files only the native side reads.
    importAnnotations: (offer) =>
      call('importAnnotations', [offer], () => ({
        format: 'webannotation',
        added: 3,
        already_there: 1,
        article_notes: 1,
        orphans: [{ highlight: 1, entry: 1, exact: 'words that are gone' }],
        waiting: [{ address: 'https://tidewater.example/news/lost', title: 'Lost', count: 2 }],
        refused: [{ index: 4, why: 'the note is longer than 256 KiB' }],
        entries: [1],
      })),
    exportAnnotations: (entries, format) => call('exportAnnotations', [entries, format], () => kept.filter(({ entry }) => entries.length === 0 || entries.includes(entry.id)).reduce((sum, { entry }) => sum + entry.highlights, 0)),
    colourNames: () => call('colourNames', [], () => annotations.names()),
    nameColour: (colour, name) => call('nameColour', [colour, name], () => annotations.name(colour, name)),
    correctQuotation: (made) =>
      call('correctQuotation', [made], () => {
        corrections.push({ ...made, id: nextId++ });
        return reading(entryOf(made.entry), numberOf(made.entry, made.revision)).quotations;
      }),
    takeCorrectionBack: (entry, revision, id) =>
      call('takeCorrectionBack', [entry, revision, id], () => {
        const at = corrections.findIndex((correction) => correction.id === id);
        if (at < 0) throw failure(`entry '${entry}' has no correction '${id}'`, [], 'not_found');
        corrections.splice(at, 1);
        return reading(entryOf(entry), numberOf(entry, revision)).quotations;
      }),
    setStatus: (entry, status, on) =>
      call('setStatus', [entry, status, on], () => {
        const of = entryOf(entry).entry;
        of.statuses = of.statuses.filter((other) => other !== status);
        if (on) of.statuses.push(status);
      }),
    passageLink: (entry, revision, span) =>
      call('passageLink', [entry, revision, span], () => {
        const { article } = reading(entryOf(entry), numberOf(entry, revision));
        const words = [...article.text].slice(span.start, span.end).join('');
        return article.canonical_url && `${article.canonical_url}#:~:text=${encodeURIComponent(words)}`;
      }),
    setCaretBrowsing: (isOn) => call('setCaretBrowsing', [isOn], () => true),
    openLink: (url) => call('openLink', [url], () => {}),
    imageAddress,
    onOffered: async (listener) => {
      offered.add(listener);
      return () => offered.delete(listener);
    },
    onDrag: async (listener) => {
      dragged.add(listener);
      return () => dragged.delete(listener);
    },
  };
}

/** The quotations after corrections of passages that overlap them. */
function quotationsOf(article: Article, corrections: (NewCorrection & { id: number })[]): ReadQuotation[] {
  let quotations = article.quotations.map((one): ReadQuotation => ({ ...one, correction: null, is_rejected: false }));
  for (const { id, span, verdict } of corrections) {
    const meant = quotations.filter((one) => one.span.start < span.end && span.start < one.span.end);
    if (verdict.verdict === 'no_quotation') {
      for (const one of meant) Object.assign(one, { is_rejected: true, correction: id });
      continue;
    }
    const content = [...article.text].slice(span.start, span.end).join('');
    const speaker = verdict.speaker ? { name: verdict.speaker, mention: null, basis: 'reader' as const } : null;
    const { kind } = verdict;
    const made = { kind, span, pieces: [span], content, speaker, cue: null, confidence: 1, closed: true };
    quotations = [...quotations.filter((one) => !meant.includes(one)), { ...made, correction: id, is_rejected: false }];
  }
  return quotations.sort((one, other) => one.span.start - other.span.start);
}

function sleep(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
