// Tests pieces.ts: marks become elements that nest, and no word is lost or doubled.

import { expect, it } from 'vitest';
import type { Mark, MarkKind, Span } from '../ipc/bindings';
import { piecesOf, type Piece } from './pieces';
import { randomNumbers } from './random-text';

const KINDS: MarkKind[] = ['link', 'emphasis', 'strong', 'code', 'sub', 'sup'];

function mark(kind: MarkKind, start: number, end: number): Mark {
  return { kind, span: { start, end } };
}

function leaves(pieces: Piece[], over: MarkKind[] = []): { span: Span; kinds: MarkKind[] }[] {
  return pieces.flatMap((piece) =>
    'mark' in piece ? leaves(piece.inside, [...over, piece.mark.kind]) : [{ span: piece.span, kinds: over }],
  );
}

/** Writes pieces as `a<em>b</em>`, letters counted from the span's start. */
function written(pieces: Piece[]): string {
  return pieces
    .map((piece) => {
      if ('mark' in piece) return `<${piece.mark.kind}>${written(piece.inside)}</>`;
      return 'abcdefghij'.slice(piece.span.start, piece.span.end);
    })
    .join('');
}

const whole = { start: 0, end: 10 };

it.each<[string, Mark[], string]>([
  ['no mark', [], 'abcdefghij'],
  ['one', [mark('emphasis', 2, 4)], 'ab<emphasis>cd</>efghij'],
  ['one in another', [mark('link', 0, 6), mark('strong', 2, 4)], '<link>ab<strong>cd</>ef</>ghij'],
  ['two over the same words', [mark('strong', 2, 4), mark('emphasis', 2, 4)], 'ab<strong><emphasis>cd</></>efghij'],
  ['one reaching out of another', [mark('strong', 0, 4), mark('code', 2, 6)], '<strong>ab<code>cd</></><code>ef</>ghij'],
  ['a link in a link gives way', [mark('link', 0, 8), mark('link', 2, 4)], '<link>abcdefgh</>ij'],
  ['outside the block', [mark('strong', 8, 40), mark('code', 12, 14)], 'abcdefgh<strong>ij</>'],
  ['empty', [mark('strong', 3, 3)], 'abcdefghij'],
])('%s', (_, marks, expected) => {
  expect(written(piecesOf(whole, marks))).toBe(expected);
});

it('takes no longer than the marks are many', () => {
  const many = 60_000;
  const side = Array.from({ length: many }, (_, i) => mark('emphasis', 2 * i, 2 * i + 1));
  const begun = performance.now();
  expect(piecesOf({ start: 0, end: 2 * many }, side).length).toBe(2 * many);
  const inside = piecesOf({ start: 0, end: 2 * many }, [mark('strong', 0, 2 * many), ...side]);
  expect(leaves(inside).length).toBe(2 * many);
  expect(performance.now() - begun).toBeLessThan(2000);
});

it('covers every code point once, under exactly its marks', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = randomNumbers(seed);
    const span = { start: random(5), end: 20 + random(20) };
    const marks = Array.from({ length: random(7) }, () => {
      const start = random(40);
      return mark(KINDS[1 + random(5)] ?? 'code', start, start + random(15));
    });
    const found = leaves(piecesOf(span, marks));
    let at = span.start;
    for (const leaf of found) {
      expect(leaf.span.start).toBe(at);
      at = leaf.span.end;
      const over = marks.filter((one) => one.span.start <= leaf.span.start && leaf.span.end <= one.span.end);
      expect(new Set(leaf.kinds)).toEqual(new Set(over.filter((one) => one.span.end > one.span.start).map(({ kind }) => kind)));
    }
    expect(at).toBe(span.end);
  }
});
