// The words the window shows for the values of the model, in one place.

import type {
  Colour,
  DateRole,
  DateSource,
  MetadataSource,
  QuotationKind,
  Reason,
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
  dateline: 'Updated',
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
  reader: 'named by you',
};

/** How the zone of a time was decided. */
export const ZONE_BASIS: Record<ZoneBasis, string> = {
  explicit: 'time zone as written',
  page: 'time zone taken from the page’s own dates',
  publisher: 'time zone taken from where the publisher is',
  none: 'time zone unknown',
};

/** Why a block of the page is not in the article; a part of the page is told by its name. */
export const REASON: Record<Exclude<Reason['reason'], 'part'>, string> = {
  hidden: 'The page does not show it',
  comments: 'Among readers’ comments',
  furniture: 'Furniture of pages in general, as “subscribe” or “share”',
  links: 'Most of it is links',
  outside: 'Outside of the part that holds most of the article',
  repeated: 'Repeats a block before it',
  unlike: 'Looks unlike the article',
};

/** Where a fact was found. */
export const METADATA_SOURCE: Record<MetadataSource, string> = {
  json_ld: 'JSON-LD',
  microdata: 'microdata',
  rdfa: 'RDFa',
  open_graph: 'Open Graph',
  twitter: 'Twitter card',
  dublin_core: 'Dublin Core',
  meta: 'meta element',
  title_element: 'title element',
  link: 'link',
  visible: 'visible text',
  address: 'the page’s address',
};

/** Where a date was found. */
export const DATE_SOURCE: Record<DateSource, string> = {
  json_ld: 'JSON-LD',
  microdata: 'microdata or RDFa',
  open_graph: 'Open Graph',
  meta: 'meta element',
  time: 'time element',
  visible: 'visible text',
  url: 'the page’s address',
  script: 'data for scripts',
};

/** What a date of the page is the date of. */
export const DATE_ROLE: Record<DateRole, string> = {
  published: 'Published',
  modified: 'Modified',
  updated: 'Updated',
  event: 'Told of',
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
