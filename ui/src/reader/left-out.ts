// What a page had beside its article: which of its blocks stand between which blocks of the article.

import type { Explained, PageBlock, Reason } from '../ipc/bindings';

/** A block of the article on the screen. */
export interface ShownBlock {
  /** Where it begins in the article's text. */
  readonly start: number;
  readonly words: string;
}

/** A block that is not in the article as it is shown. */
export interface LeftOut {
  readonly block: PageBlock;
  /** Why; `null` for a block that only today's engine takes for the article. */
  readonly reason: Reason | null;
}

/** Neighbouring blocks that are not in the article. */
export interface Stretch {
  /** The article's block before it, by its number; −1 where it stands before all of them. */
  readonly after: number;
  readonly blocks: readonly LeftOut[];
  /** Whether it is so long that it is shown as one line at first. */
  readonly isFolded: boolean;
}

/** More neighbours than this are folded into one line: menus and lists, as a rule. */
const MOST_OPEN = 3;
/** A block that the engine found this likely to be the article is never folded away: it may be missed. */
const DOUBTFUL = 0.2;
/** How far ahead a repeated block is looked for where the texts differ: words may stand twice. */
const NEAR = 3;

/** Returns what was left out, in page order. */
export function stretchesOf(explained: Explained, shown: readonly ShownBlock[]): Stretch[] {
  const find = explained.is_same_text ? byPlace(shown) : byWords(shown);
  const stretches: Stretch[] = [];
  let after = -1;
  let run: LeftOut[] = [];
  const endRun = () => {
    stretches.push(...cut(run).map((blocks) => ({ after, blocks, isFolded: blocks.length > MOST_OPEN })));
    run = [];
  };
  for (const block of explained.explanation.page_blocks) {
    const { place } = block;
    // These stand above the article.
    if (place.place === 'headline' || place.place === 'standfirst') continue;
    const at = find(block, after);
    if (at !== null) {
      endRun();
      after = at;
    } else {
      run.push({ block, reason: place.place === 'removed' ? place.reason : null });
    }
  }
  endRun();
  return stretches;
}

/** Returns how many blocks are left out. */
export function countLeftOut(stretches: readonly Stretch[]): number {
  return stretches.reduce((count, { blocks }) => count + blocks.length, 0);
}

type Find = (block: PageBlock, after: number) => number | null;

function byPlace(shown: readonly ShownBlock[]): Find {
  const starts = new Map(shown.map(({ start }, i) => [start, i]));
  return ({ place }) => ('span' in place ? (starts.get(place.span.start) ?? null) : null);
}

/** Where today's text is another one its spans say nothing of the one on the screen; the words do. */
function byWords(shown: readonly ShownBlock[]): Find {
  const places = new Map<string, number[]>();
  shown.forEach(({ words }, i) => {
    const known = places.get(words);
    if (known) known.push(i);
    else places.set(words, [i]);
  });
  return ({ text, place }, after) => {
    const next = places.get(text)?.find((i) => i > after);
    if (next === undefined) return null;
    return place.place === 'removed' && next > after + NEAR ? null : next;
  };
}

/** Cuts a run so that whatever may be missed from the article stands by itself. */
function cut(run: readonly LeftOut[]): LeftOut[][] {
  const parts: LeftOut[][] = [];
  let isOpen = false;
  for (const left of run) {
    const last = parts[parts.length - 1];
    const may = mayBeMissed(left);
    if (last && !may && !isOpen) last.push(left);
    else parts.push([left]);
    isOpen = may;
  }
  return parts;
}

function mayBeMissed({ block, reason }: LeftOut): boolean {
  return reason === null || (reason.reason === 'unlike' && block.likely >= DOUBTFUL);
}
