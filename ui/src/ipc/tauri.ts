// The backend inside the desktop window; the only importer of Tauri's JavaScript API.

import { Channel, convertFileSrc, invoke, isTauri } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Backend, Drag, OnStage } from './backend';
import type { Offered, Stage } from './bindings';

/** Tells whether the page runs inside the desktop window. */
export function insideWindow(): boolean {
  return isTauri();
}

/** Makes the backend that calls the native side. */
export function tauriBackend(): Backend {
  return {
    start: () => invoke('start'),
    listEntries: () => invoke('list_entries'),
    openAddress: (text, work, onStage) =>
      invoke('open_address', { text, work, onStage: channel(onStage) }),
    openPaste: (text, html, work, onStage) =>
      invoke('open_paste', { text, html, work, onStage: channel(onStage) }),
    openOffered: (offer, work, onStage) =>
      invoke('open_offered', { offer, work, onStage: channel(onStage) }),
    chooseFile: () => invoke('choose_file'),
    addSample: () => invoke('add_sample'),
    readEntry: (entry, revision) => invoke('read_entry', { entry, revision }),
    explainEntry: (entry, revision) => invoke('explain_entry', { entry, revision }),
    cancelWork: (work) => invoke('cancel_work', { work }),
    addHighlight: (highlight) => invoke('add_highlight', { highlight }),
    changeHighlight: (id, change) => invoke('change_highlight', { id, change }),
    deleteHighlight: (id) => invoke('delete_highlight', { id }),
    restoreHighlight: (id) => invoke('restore_highlight', { id }),
    changeHighlights: (ids, change) => invoke('change_highlights', { ids, change }),
    deleteHighlights: (ids) => invoke('delete_highlights', { ids }),
    attachHighlight: (id, revision, span) => invoke('attach_highlight', { id, revision, span }),
    settleHighlight: (id, revision, isSettled) => invoke('settle_highlight', { id, revision, isSettled }),
    readAnnotations: (entry, revision) => invoke('read_annotations', { entry, revision }),
    setArticleNote: (entry, words) => invoke('set_article_note', { entry, words }),
    undo: (entry) => invoke('undo', { entry }),
    redo: (entry) => invoke('redo', { entry }),
    listHighlights: (filter) => invoke('list_highlights', { filter }),
    listBin: (entry) => invoke('list_bin', { entry }),
    chooseAnnotations: () => invoke('choose_annotations'),
    importAnnotations: (offer) => invoke('import_annotations', { offer }),
    exportAnnotations: (entries, format) => invoke('export_annotations', { entries, format }),
    colourNames: () => invoke('colour_names'),
    nameColour: (colour, name) => invoke('name_colour', { colour, name }),
    correctQuotation: (correction) => invoke('correct_quotation', { correction }),
    takeCorrectionBack: (entry, revision, id) => invoke('take_correction_back', { entry, revision, id }),
    setStatus: (entry, status, on) => invoke('set_status', { entry, status, on }),
    passageLink: (entry, revision, span) => invoke('passage_link', { entry, revision, span }),
    setCaretBrowsing: (isOn) => invoke('set_caret_browsing', { isOn }),
    openLink: (url) => invoke('open_link', { url }),
    imageAddress: (id) => convertFileSrc(id, 'palimpsest-image'),
    onOffered: (listener) => listen<Offered[]>('offered', (event) => listener(event.payload)),
    onDrag: (listener) => listen<Drag>('drag', (event) => listener(event.payload)),
  };
}

function channel(onStage: OnStage): Channel<Stage> {
  const stages = new Channel<Stage>();
  stages.onmessage = onStage;
  return stages;
}
