// Articles of our own writing for the fake backend: every kind of block, two notes, three languages.

import type {
  Article,
  Block,
  BlockKind,
  Image,
  MarkKind,
  Quotation,
  QuotationKind,
  Span,
  UpdateNote,
} from './bindings';

type Marked = readonly [kind: MarkKind, words: string, href?: string];

interface Part {
  kind: BlockKind;
  words: string;
  level?: number;
  ordinal?: number;
  language?: string;
  marks?: readonly Marked[];
  /** Makes the part an update note. */
  note?: Pick<UpdateNote, 'kind' | 'label' | 'timestamp' | 'body' | 'placement'>;
}

interface Said {
  words: string;
  kind?: QuotationKind;
  speaker?: string;
  confidence?: number;
}

/** Everything that tells one article from another; the spans are counted here. */
interface Draft {
  about: Partial<Article> & { headline: string };
  parts: readonly Part[];
  said?: readonly Said[];
  images?: readonly { source: string; alternative_text: string; before: string }[];
}

/** Counts code points, as the model does. */
export function lengthOf(words: string): number {
  return [...words].length;
}

/** Returns where words stand in a text, or `null`. */
export function find(text: string, words: string): Span | null {
  const unit = text.indexOf(words);
  if (unit < 0) return null;
  const start = lengthOf(text.slice(0, unit));
  return { start, end: start + lengthOf(words) };
}

/** Makes an article whose spans are found by their words. */
export function compose({ about, parts, said = [], images = [] }: Draft): Article {
  const text = parts.map((part) => part.words).join('\n\n');
  const blocks: Block[] = [];
  const update_notes: UpdateNote[] = [];
  let start = 0;
  for (const part of parts) {
    const span = { start, end: start + lengthOf(part.words) };
    const block: Block = {
      kind: part.kind,
      span,
      level: part.level ?? 0,
      ordinal: part.ordinal ?? null,
      language: part.language ? { code: part.language, confidence: 0.9, declared: null } : null,
      marks: (part.marks ?? []).map(([kind, words, href]) => {
        const inside = must(find(part.words, words), words);
        const at = { start: start + inside.start, end: start + inside.end };
        return href ? { kind, span: at, href } : { kind, span: at };
      }),
    };
    if (part.note) update_notes.push({ ...part.note, text: part.words, span, blocks: [block] });
    else blocks.push(block);
    start = span.end + 2;
  }
  return {
    language: { code: 'en', confidence: 0.98, declared: 'en-GB' },
    alternative_headline: null,
    standfirst: null,
    authors: [],
    publisher: null,
    section: null,
    tags: [],
    is_accessible_for_free: null,
    findings: [],
    date_published: null,
    date_modified: null,
    dates: [],
    canonical_url: null,
    image: null,
    ...about,
    text,
    blocks,
    images: images.map(({ source, alternative_text, before }): Image => {
      return { source, alternative_text, at: must(find(text, before), before).start };
    }),
    quotations: said.map(({ words, kind = 'direct', speaker, confidence = 0.93 }): Quotation => {
      const span = must(find(text, words), words);
      return {
        kind,
        span,
        pieces: [span],
        content: words,
        speaker: speaker ? { name: speaker, mention: find(text, speaker), basis: 'cue_verb' } : null,
        cue: null,
        confidence,
        closed: true,
      };
    }),
    update_notes,
  };
}

function must(span: Span | null, words: string): Span {
  if (!span) throw new Error(`the fake article does not say '${words}'`);
  return span;
}

/** The address of the picture in the first article. */
export const BRIDGE_IMAGE = 'https://img.tidewater.example/bridge-1600.jpg';

const UPDATE: Part = {
  kind: 'paragraph',
  words:
    'Update (Tuesday, 6:40 p.m. AST): The paragraph on the ferry was added after the port authority published its winter timetable.',
  marks: [['strong', 'Update']],
  note: {
    kind: 'update',
    label: 'Update',
    timestamp: {
      written: 'Tuesday, 6:40 p.m. AST',
      value: '2026-03-10T18:40:00-04:00',
      precision: 'minute',
      zone_basis: 'explicit',
      inferred: [
        { what: 'day', because: 'the first Tuesday after the article was published' },
        { what: 'year', because: 'the year the article was published' },
      ],
    },
    body: 'The paragraph on the ferry was added after the port authority published its winter timetable.',
    placement: 'bottom',
  },
};

const CORRECTION: Part = {
  kind: 'paragraph',
  words:
    'Correction: An earlier version of this article said the bearings were cast in 1938. They were cast in 1948 and fitted a year later.',
  marks: [['strong', 'Correction']],
  note: {
    kind: 'correction',
    label: 'Correction',
    timestamp: null,
    body: 'An earlier version of this article said the bearings were cast in 1938. They were cast in 1948 and fitted a year later.',
    placement: 'bottom',
  },
};

function bridgeParts(version: 1 | 2): Part[] {
  const year = version === 1 ? '1938' : '1948';
  const parts: Part[] = [
    {
      kind: 'paragraph',
      words:
        'Tidewater’s harbour council voted on Monday night to put off the reopening of the swing bridge until at least September, the third delay since engineers found cracks in the bearings that let the 90-metre span turn.',
      marks: [['link', 'third delay', 'https://tidewater.example/news/bridge-timeline']],
    },
    {
      kind: 'paragraph',
      words:
        '“We are not going to open a bridge that we might have to close a week later,” said Mara Oduya, who chairs the council. “People have been patient, and I am asking them to be patient once more.”',
    },
    {
      kind: 'paragraph',
      words: `The bearings, cast in ${year} at the Norfield works, were found to be cracked during a routine inspection in November. Replacement parts are being made in a foundry in Gdańsk, one of two in Europe that still pour steel in that size, and the first pair failed its tests.`,
    },
    { kind: 'caption', words: 'The swing bridge has stood open to ships, and closed to everyone else, since November. Photo: Ines Carrow' },
    { kind: 'heading', words: 'A town in two halves', level: 2 },
    {
      kind: 'paragraph',
      words:
        'Some 11,000 people cross the harbour on a working day. Without the bridge the way round by road takes fifty minutes, and the small ferry that the port put on in December carries 140 passengers and no cars.',
      marks: [['emphasis', 'working day']],
    },
    {
      kind: 'paragraph',
      words:
        'Businesses on the island side speak of a “lost winter”. Takings in the market hall fell by almost a third, according to figures the council has not yet published, and two of its butchers have given notice.',
    },
    {
      kind: 'blockquote',
      level: 1,
      words:
        'I can see my shop from the quay. I can see the lights on. I cannot get to it before nine in the morning, and by nine in the morning the bread is sold or it is not.',
    },
    {
      kind: 'paragraph',
      words:
        'Jonas Feld, who owns the bakery at the foot of the bridge, wrote those words in a letter that was read out at the meeting. Asked whether he would stay, he answered in the German of his grandparents: „Wo soll ich denn hin?“',
    },
    { kind: 'heading', words: 'What happens now', level: 2 },
    { kind: 'paragraph', words: 'The council set out three steps, none of which has a firm date:' },
    { kind: 'list_item', level: 1, ordinal: 1, words: 'a second pair of bearings is poured and tested, at a cost of €1.9 million;' },
    { kind: 'list_item', level: 1, ordinal: 2, words: 'the span is lifted by two floating cranes, which need four days of calm weather;' },
    { kind: 'list_item', level: 2, words: 'one crane is in Rotterdam until July' },
    { kind: 'list_item', level: 2, words: 'the other has not been hired' },
    { kind: 'list_item', level: 1, ordinal: 3, words: 'the bridge turns empty for two weeks before anybody may cross.' },
    {
      kind: 'table',
      words: 'Crossing\tBefore\tNow\nOn foot\t4 min\t25 min by ferry\nBy car\t6 min\t50 min by road\nBy bus 🚌\t9 min\tno service',
    },
    {
      kind: 'paragraph',
      words:
        'Oduya’s opponents on the council called the timetable “a wish list”. “There is no plan here, only hope with a budget,” said Piet Larsen, who voted against. He wants the port to hire a second ferry by May.',
    },
  ];
  if (version === 2) {
    parts.push({
      kind: 'paragraph',
      words:
        'A second ferry will in fact run from 1 April, the port authority said on Tuesday, on weekdays only and without cars. It gave no reason for having kept the decision to itself until after the vote.',
    });
  }
  if (version === 1) {
    parts.push({ kind: 'paragraph', words: 'The port authority would not say whether a second boat could be had at all.' });
  }
  parts.push({
    kind: 'paragraph',
    words:
      'The next public meeting is on 24 March at the Assembly Rooms. Questions may be sent to the council’s office until the evening before.',
    marks: [['link', 'council’s office', 'mailto:questions@tidewater.example']],
  });
  if (version === 2) parts.push(UPDATE, CORRECTION);
  return parts;
}

const BRIDGE_SAID: Said[] = [
  { words: 'We are not going to open a bridge that we might have to close a week later', speaker: 'Mara Oduya' },
  { words: 'People have been patient, and I am asking them to be patient once more.', speaker: 'Mara Oduya' },
  { words: 'lost winter', kind: 'partial', confidence: 0.55 },
  {
    words:
      'I can see my shop from the quay. I can see the lights on. I cannot get to it before nine in the morning, and by nine in the morning the bread is sold or it is not.',
    kind: 'block',
    speaker: 'Jonas Feld',
    confidence: 0.81,
  },
  { words: 'Wo soll ich denn hin?', speaker: 'Jonas Feld', confidence: 0.88 },
  { words: 'a wish list', kind: 'scare', confidence: 0.6 },
  { words: 'There is no plan here, only hope with a budget', speaker: 'Piet Larsen' },
];

/** The first article in its two versions, the older first. */
export const BRIDGE: readonly Article[] = ([1, 2] as const).map((version) =>
  compose({
    about: {
      headline: 'Harbour council delays the swing bridge again, and a town stays cut in two',
      standfirst:
        'Cracked bearings keep Tidewater’s only crossing shut until September at the earliest. On the island side, the bakers and butchers are counting what is left of the year.',
      authors: ['Ines Carrow', 'Teodor Walsh'],
      publisher: 'The Tidewater Ledger',
      section: 'Local',
      date_published: '2026-03-10T06:15:00-04:00',
      date_modified: version === 2 ? '2026-03-10T18:41:00-04:00' : null,
      canonical_url: 'https://tidewater.example/news/swing-bridge-delay',
      findings: [
        { field: 'headline', value: 'Harbour council delays the swing bridge again, and a town stays cut in two', source: 'visible', is_chosen: true },
        { field: 'headline', value: 'Swing bridge shut until September', source: 'open_graph', is_chosen: false },
        { field: 'authors', value: 'Ines Carrow', source: 'json_ld', is_chosen: true },
        { field: 'authors', value: 'Teodor Walsh', source: 'visible', is_chosen: true },
        { field: 'authors', value: 'Ledger Staff', source: 'meta', is_chosen: false },
        { field: 'publisher', value: 'The Tidewater Ledger', source: 'json_ld', is_chosen: true },
      ],
      dates: [
        { value: '2026-03-10T06:15:00-04:00', role: 'published', source: 'json_ld', confidence: 0.95 },
        { value: '2026-03-09', role: 'published', source: 'visible', confidence: 0.5 },
      ],
    },
    parts: bridgeParts(version),
    said: BRIDGE_SAID,
    images: [
      { source: BRIDGE_IMAGE, alternative_text: 'A swing bridge turned away from its road', before: 'The swing bridge has stood' },
    ],
  }),
);

/** A French article whose page says it is English. */
export const LIBRARY_AT_NIGHT: Article = compose({
  about: {
    headline: 'La nuit, la bibliothèque de Saint-Aubert ne dort plus',
    standfirst: 'Depuis un mois, les étudiants y lisent jusqu’à deux heures du matin.',
    authors: ['Claire Nadeau'],
    publisher: 'Le Courrier du Fleuve',
    date_published: '2026-02-21',
    language: { code: 'fr', confidence: 0.99, declared: 'en' },
    canonical_url: 'https://courrier.example/societe/bibliotheque-nuit',
  },
  parts: [
    { kind: 'paragraph', words: 'Il est 23 h 40 et toutes les chaises sont prises. Dans la salle des périodiques, on n’entend que le chauffage.' },
    { kind: 'paragraph', words: '« On pensait voir dix personnes, il en vient deux cents », raconte Paul Ferrand, le directeur.' },
    { kind: 'paragraph', words: 'Mise à jour (samedi, 21 h 40) : la mairie a confirmé que l’essai durera jusqu’en juin.',
      note: { kind: 'update', label: 'Mise à jour', timestamp: { written: 'samedi, 21 h 40', value: '2026-02-21T21:40:00', precision: 'minute', zone_basis: 'none', inferred: [{ what: 'day', because: 'the Saturday of publication' }] }, body: 'la mairie a confirmé que l’essai durera jusqu’en juin.', placement: 'bottom' } },
  ],
  said: [{ words: 'On pensait voir dix personnes, il en vient deux cents', speaker: 'Paul Ferrand' }],
});

/** A short article written from right to left. */
export const MARKET: Article = compose({
  about: {
    headline: 'سوق الكتب القديمة يعود إلى ضفة النهر',
    publisher: 'صحيفة الضفة',
    language: { code: 'ar', confidence: 0.97, declared: 'ar' },
    date_published: '2026-01-30T09:00:00+02:00',
  },
  parts: [
    { kind: 'paragraph', words: 'عاد باعة الكتب القديمة إلى ضفة النهر صباح الجمعة بعد غياب دام ثلاث سنوات، ومعهم صناديق خشبية وطاولات صغيرة.' },
    { kind: 'paragraph', words: 'وقالت ليلى حداد: «لم نأتِ لنبيع فقط، بل لنلتقي من جديد»، وهي ترتب الكتب بحسب ألوانها.' },
  ],
  said: [{ words: 'لم نأتِ لنبيع فقط، بل لنلتقي من جديد', speaker: 'ليلى حداد' }],
});
