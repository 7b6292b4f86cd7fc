// Tests text-offsets.ts: the units agree on any text, and spans survive the way through the DOM.

import { describe, expect, it } from 'vitest';
import { randomNumbers, randomText } from './random-text';
import { indexText, rangesOf, spanOf, trimmed, type PlacedElement } from './text-offsets';

/** Puts a text on the page as blocks whose words are cut into nested elements at random. */
function onPage(text: string, random: (max: number) => number): PlacedElement[] {
  const points = [...text];
  const root = document.createElement('div');
  const elements: PlacedElement[] = [];
  for (let start = 0; start < points.length; ) {
    const end = Math.min(points.length, start + 1 + random(60));
    const element = document.createElement('p');
    for (let at = start; at < end; ) {
      const to = Math.min(end, at + 1 + random(9));
      const words = document.createTextNode(points.slice(at, to).join(''));
      if (random(3) === 0) element.append(document.createElement('em'));
      (element.lastElementChild && random(2) === 0 ? element.lastElementChild : element).append('');
      const parent = random(3) === 0 ? element.appendChild(document.createElement('b')) : element;
      parent.append(words);
      at = to;
    }
    root.append(element, 'furniture between blocks');
    elements.push({ element, span: { start, end } });
    start = end + random(3);
  }
  document.body.replaceChildren(root);
  return elements;
}

describe('indexText', () => {
  it('counts code points, whatever the script', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = randomNumbers(seed);
      const text = randomText(random, random(700));
      const points = [...text];
      const index = indexText(text);
      expect(index.length).toBe(points.length);
      for (let i = 0; i < 20; i += 1) {
        const start = random(points.length + 1);
        const end = start + random(points.length - start + 1);
        expect(index.slice({ start, end })).toBe(points.slice(start, end).join(''));
        expect(index.toCodePoints(index.toUnits(start))).toBe(start);
      }
    }
  });

  it('gives both halves of a pair to the same code point', () => {
    const index = indexText('a😀b');
    expect([0, 1, 2, 3, 4].map((unit) => index.toCodePoints(unit))).toEqual([0, 1, 1, 2, 3]);
    expect([0, 1, 2, 3].map((point) => index.toUnits(point))).toEqual([0, 1, 3, 4]);
  });

  it('cuts what lies outside', () => {
    for (const text of ['abc', 'a😀c', '']) {
      const index = indexText(text);
      expect(index.slice({ start: 1, end: 99 })).toBe([...text].slice(1).join(''));
      expect(index.toUnits(-5)).toBe(0);
      expect(index.toCodePoints(99)).toBe(index.length);
      expect(index.slice({ start: 2, end: 1 })).toBe('');
    }
  });
});

describe('rangesOf and spanOf', () => {
  it('lead from a span to its words on the page and back', () => {
    for (let seed = 1; seed <= 120; seed += 1) {
      const random = randomNumbers(seed);
      const text = randomText(random, 20 + random(300));
      const points = [...text];
      const index = indexText(text);
      const elements = onPage(text, random);
      for (let i = 0; i < 10; i += 1) {
        const start = random(points.length);
        const end = start + 1 + random(points.length - start);
        const ranges = rangesOf({ start, end }, elements, index);
        const shown = elements
          .map(({ span }) => points.slice(Math.max(start, span.start), Math.min(end, span.end)).join(''))
          .join('');
        expect(ranges.map(String).join('')).toBe(shown);

        const first = ranges[0];
        const last = ranges[ranges.length - 1];
        if (!first || !last) continue;
        const whole = document.createRange();
        whole.setStart(first.startContainer, first.startOffset);
        whole.setEnd(last.endContainer, last.endOffset);
        const touched = elements.filter(({ span }) => span.start < end && start < span.end);
        const expected = trimmed(
          {
            start: Math.max(start, touched[0]?.span.start ?? 0),
            end: Math.min(end, touched[touched.length - 1]?.span.end ?? 0),
          },
          index,
        );
        expect(spanOf(whole, elements, index)).toEqual(expected);
      }
    }
  });

  function page(words: string[]): { elements: PlacedElement[]; text: string } {
    let start = 0;
    const elements = words.map((one) => {
      const element = document.createElement('p');
      element.textContent = one;
      const span = { start, end: start + [...one].length };
      start = span.end + 2;
      return { element, span };
    });
    const furniture = document.createElement('figure');
    furniture.textContent = 'Image not kept';
    document.body.replaceChildren(...elements.flatMap(({ element }) => [element, furniture.cloneNode(true)]));
    return { elements, text: words.join('\n\n') };
  }

  function select(from: Node, fromOffset: number, to: Node, toOffset: number): Range {
    const range = document.createRange();
    range.setStart(from, fromOffset);
    range.setEnd(to, toOffset);
    return range;
  }

  it('take no word of what stands between the blocks', () => {
    const { elements, text } = page(['First 👋.', 'Second.']);
    const index = indexText(text);
    const figure = document.querySelector('figure') as HTMLElement;
    expect(spanOf(select(figure, 0, figure, 1), elements, index)).toBeNull();
    const all = select(document.body, 0, document.body, document.body.childNodes.length);
    expect(spanOf(all, elements, index)).toEqual({ start: 0, end: 17 });
    const toFigure = select(elements[0]?.element.firstChild as Node, 6, figure, 1);
    expect(index.slice(spanOf(toFigure, elements, index) ?? { start: 0, end: 0 })).toBe('👋.');
  });

  it('take a whole paragraph where a triple click reaches into the next', () => {
    const { elements, text } = page(['First.', 'Second.']);
    const range = select(elements[0]?.element.firstChild as Node, 0, elements[1]?.element as Node, 0);
    expect(spanOf(range, elements, indexText(text))).toEqual({ start: 0, end: 6 });
  });

  it('take the whole character where half a pair is selected', () => {
    const { elements, text } = page(['a😀b']);
    const node = elements[0]?.element.firstChild as Node;
    expect(spanOf(select(node, 0, node, 2), elements, indexText(text))).toEqual({ start: 0, end: 2 });
    expect(spanOf(select(node, 2, node, 4), elements, indexText(text))).toEqual({ start: 1, end: 3 });
  });

  it('leave white space out', () => {
    expect(trimmed({ start: 0, end: 7 }, indexText(' \n😀a \n '))).toEqual({ start: 2, end: 4 });
    expect(trimmed({ start: 0, end: 2 }, indexText(' \n😀'))).toBeNull();
    expect(trimmed({ start: 2, end: 2 }, indexText('abc'))).toBeNull();
  });
});
