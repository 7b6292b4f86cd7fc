// The words, sentences and blocks of an article, one after the other: what the reading cursor steps by.

import type { Span } from '../ipc/bindings';
import { indexText, trimmed, type IndexedText, type PlacedElement } from './text-offsets';

/** What the reading cursor steps by. */
export type UnitKind = 'word' | 'sentence' | 'block';

/** The units of one article. */
export interface Units {
  /**
   * Returns the nearest unit whose `edge` lies beyond the place: after it for `way` 1, before it for −1;
   * `null` where there is none.
   */
  beyond(kind: UnitKind, edge: 'start' | 'end', place: number, way: 1 | -1): Span | null;
}

/** What stands before a full stop that ends no sentence, where the engine does not know the language's habits. */
const SHORTENED = /(?:^|[\s("“‘«„])(?:\p{Lu}|Mrs?|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Rev|Hon|No|vs|Mme|Mlle|Nr|Hr|Fr)\.\s*$/u;

/** Returns the units of the blocks. Each block's are found when they are first asked for. */
export function unitsOf(blocks: readonly PlacedElement[], text: IndexedText): Units {
  const known: Record<UnitKind, Map<PlacedElement, Span[]>> = { word: new Map(), sentence: new Map(), block: new Map() };

  function unitsIn(block: PlacedElement, kind: UnitKind): Span[] {
    let units = known[kind].get(block);
    if (!units) {
      const whole = trimmed(block.span, text);
      units = kind === 'block' ? (whole ? [whole] : []) : divided(block, kind, text);
      known[kind].set(block, units);
    }
    return units;
  }

  return {
    beyond(kind, edge, place, way) {
      let at = way === 1 ? 0 : blocks.length - 1;
      // Blocks are in text order: those that lie wholly on the wrong side are passed over.
      if (way === 1) while (at < blocks.length && (blocks[at]?.span.end ?? 0) <= place) at += 1;
      else while (at >= 0 && (blocks[at]?.span.start ?? 0) >= place) at -= 1;
      for (let block = blocks[at]; block; at += way, block = blocks[at]) {
        const units = unitsIn(block, kind);
        const found = way === 1 ? units.find((unit) => unit[edge] > place) : units.findLast((unit) => unit[edge] < place);
        if (found) return found;
      }
      return null;
    },
  };
}

function divided({ element, span }: PlacedElement, kind: 'word' | 'sentence', text: IndexedText): Span[] {
  const language = element.closest<HTMLElement>('[lang]')?.lang;
  const units: Span[] = [];
  let start = span.start;
  // Lines and the cells of a table are apart, whatever stands in them.
  for (const line of text.slice(span).split(/([\t\n])/)) {
    const index = indexText(line);
    let held: number | null = null;
    for (const piece of piecesOf(line, kind, language)) {
      const from: number = held ?? index.toCodePoints(piece.at);
      const to = index.toCodePoints(piece.at + piece.words.length);
      held = kind === 'sentence' && to < index.length && SHORTENED.test(piece.words) ? from : null;
      const unit = held === null ? trimmed({ start: start + from, end: start + to }, text) : null;
      if (unit) units.push(unit);
    }
    start += index.length;
  }
  return units;
}

interface LinePiece {
  readonly at: number;
  readonly words: string;
}

function piecesOf(line: string, kind: 'word' | 'sentence', language: string | undefined): LinePiece[] {
  const segmenter = segmenterOf(kind, language);
  if (segmenter) {
    return [...segmenter.segment(line)]
      .filter(({ isWordLike }) => kind === 'sentence' || isWordLike)
      .map(({ index, segment }) => ({ at: index, words: segment }));
  }
  const plain = kind === 'word' ? /[\p{L}\p{M}\p{N}]+(?:['’.,-][\p{L}\p{M}\p{N}]+)*/gu : /[^.!?…。！？؟।]*(?:[.!?…。！？؟।]+["”’»)\]]*(?=\s|$|\p{Lo})\s*|[.!?…。！？؟।]|$)/gu;
  return [...line.matchAll(plain)].filter(([words]) => words !== '').map((match) => ({ at: match.index, words: match[0] }));
}

function segmenterOf(granularity: 'word' | 'sentence', language: string | undefined): Intl.Segmenter | null {
  if (typeof Intl.Segmenter === 'undefined') return null;
  try {
    return new Intl.Segmenter(language || undefined, { granularity });
  } catch {
    // The page may declare any nonsense as its language.
    return new Intl.Segmenter(undefined, { granularity });
  }
}
