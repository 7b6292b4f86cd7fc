// The words the window shows for the values of the model, in one place.

import type {
  Colour,
  QuotationKind,
  SpeakerBasis,
  Stage,
  UpdateNoteKind,
  ZoneBasis,
} from '../ipc/bindings';

/** The six colours, in the order of the palette and of the keys 1–6. */
export const COLOURS: readonly Colour[] = ['yellow', 'green', 'blue', 'red', 'purple', 'orange'];

/** Names of the colours. */
export const COLOUR: Record<Colour, string> = {
  yellow: 'Yellow',
  green: 'Green',
  blue: 'Blue',
  red: 'Red',
  purple: 'Purple',
  orange: 'Orange',
};

/** What an update note announces. */
export const UPDATE_KIND: Record<UpdateNoteKind, string> = {
  update: 'Update',
  correction: 'Correction',
  clarification: 'Clarification',
  editors_note: 'Editor’s note',
  retraction: 'Retraction',
  dateline: 'Dateline',
};

/** What sort of quotation it is. */
export const QUOTATION_KIND: Record<QuotationKind, string> = {
  direct: 'Direct',
  partial: 'Partial',
  block: 'Block',
  scare: 'Scare quotes',
  term: 'Title or term',
  text: 'Document',
};

/** How the speaker was told. */
export const SPEAKER_BASIS: Record<SpeakerBasis, string> = {
  cue_verb: 'named beside the verb',
  cue_phrase: 'named in a phrase',
  pronoun: 'told from a pronoun or description',
  context: 'told from the neighbouring sentence',
  source: 'named in the source line',
};

/** How the zone of a time was decided. */
export const ZONE_BASIS: Record<ZoneBasis, string> = {
  explicit: 'time zone as written',
  page: 'time zone taken from the page’s own dates',
  publisher: 'time zone taken from where the publisher is',
  none: 'time zone unknown',
};

/** What long work is doing. */
export const STAGE: Record<Stage, string> = {
  fetching: 'Fetching the page…',
  reading: 'Reading the file…',
  extracting: 'Finding the article…',
  images: 'Fetching its images…',
  saving: 'Keeping it in the library…',
};

/** Returns a number with its noun: `1 version`, `3 versions`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ks|ps|sd|ug|ur|yi)\b/i;

/** Returns the direction in which a language is written; left to right where nothing tells. */
export function directionOf(code: string | null): 'ltr' | 'rtl' {
  return code !== null && RIGHT_TO_LEFT.test(code) ? 'rtl' : 'ltr';
}

/** Returns the English name of a language by its code, else the code. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
