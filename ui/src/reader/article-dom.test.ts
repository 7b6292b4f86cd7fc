// Tests article-dom.ts and flow.ts: every block's text nodes hold exactly its slice, in elements that mean what it is.

import { describe, expect, it } from 'vitest';
import type { Article, Block, BlockKind, Mark, MarkKind } from '../ipc/bindings';
import { BRIDGE, BRIDGE_IMAGE, LIBRARY_AT_NIGHT, MARKET, compose } from '../ipc/fake-articles';
import { buildArticle } from './article-dom';
import { randomNumbers, randomText } from './random-text';

const images = { stored: [{ source: BRIDGE_IMAGE, id: 'f'.repeat(64) }], addressOf: (id: string) => `palimpsest-image://localhost/${id}` };

function build(article: Article): HTMLElement {
  const host = document.createElement('div');
  host.append(buildArticle(article, images).fragment);
  return host;
}

function check(article: Article): void {
  const points = [...article.text];
  const { fragment, blocks } = buildArticle(article, images);
  const expected = [...article.blocks, ...article.update_notes.flatMap((note) => note.blocks)];
  expect(blocks.length).toBe(expected.length);
  expect(fragment.querySelectorAll('[data-start]').length).toBe(expected.length);
  let before = -1;
  for (const { element, span } of blocks) {
    expect(element.textContent).toBe(points.slice(span.start, span.end).join(''));
    expect(element.dataset.start).toBe(String(span.start));
    expect(element.dataset.end).toBe(String(span.end));
    expect(element.dir).toBe('auto');
    expect(span.start).toBeGreaterThan(before);
    before = span.start;
  }
}

describe('the words', () => {
  it.each([...BRIDGE, LIBRARY_AT_NIGHT, MARKET].map((article) => [article.headline, article] as const))(
    'of “%s” stand in the DOM exactly as in the text',
    (_, article) => check(article),
  );

  it('stand there exactly, whatever the blocks, marks and scripts', () => {
    const kinds: BlockKind[] = ['heading', 'paragraph', 'list_item', 'blockquote', 'table', 'preformatted', 'caption', 'credit', 'embed'];
    const markKinds: MarkKind[] = ['link', 'emphasis', 'strong', 'code', 'sub', 'sup'];
    for (let seed = 1; seed <= 100; seed += 1) {
      const random = randomNumbers(seed);
      const parts = Array.from({ length: 1 + random(9) }, () => {
        const kind = kinds[random(kinds.length)] ?? 'paragraph';
        const row = () => Array.from({ length: 1 + random(3) }, () => randomText(random, random(20))).join('\t');
        const words = kind === 'table' ? [row(), row()].join('\n') || 'x' : randomText(random, 1 + random(80));
        return { kind, words: words === '' ? 'x' : words, level: random(8), ...(random(2) ? { ordinal: random(9) } : {}) };
      });
      const article = compose({ about: { headline: 'x' }, parts });
      for (const block of article.blocks) {
        const length = block.span.end - block.span.start;
        block.marks = Array.from({ length: random(5) }, (): Mark => {
          const start = block.span.start + random(length);
          return { kind: markKinds[random(6)] ?? 'code', span: { start, end: start + random(30) } };
        });
      }
      article.images = [{ source: BRIDGE_IMAGE, alternative_text: null, at: article.blocks[random(article.blocks.length)]?.span.start ?? 0 }];
      check(article);
    }
  });
});

describe('the elements', () => {
  it('are real lists, nested and numbered', () => {
    const list = build(BRIDGE[1] as Article).querySelector('ol') as HTMLOListElement;
    expect([...list.children].map((item) => (item as HTMLLIElement).value)).toEqual([1, 2, 3]);
    expect(list.querySelectorAll(':scope > li:nth-child(2) > ul > li').length).toBe(2);
    expect(list.querySelector('li > .block')?.textContent).toContain('a second pair');
  });

  it('part an ordered list from a bulleted one, and lists that a paragraph parts', () => {
    const item = (words: string, ordinal?: number) => ({ kind: 'list_item' as const, words, level: 1, ...(ordinal ? { ordinal } : {}) });
    const article = compose({ about: { headline: 'x' }, parts: [item('a'), item('b', 1), { kind: 'paragraph', words: 'p' }, item('c', 2)] });
    const tags = [...build(article).children].map(({ tagName }) => tagName);
    expect(tags).toEqual(['UL', 'OL', 'P', 'OL']);
  });

  it('put a caption with its image, and a lone caption by itself', () => {
    const host = build(BRIDGE[0] as Article);
    const figure = host.querySelector('figure');
    expect(figure?.querySelector('img')?.getAttribute('src')).toBe(`palimpsest-image://localhost/${'f'.repeat(64)}`);
    expect(figure?.querySelector('img')?.alt).toBe('A swing bridge turned away from its road');
    expect(figure?.querySelector('figcaption .caption')?.textContent).toContain('Ines Carrow');
    const alone = compose({ about: { headline: 'x' }, parts: [{ kind: 'caption', words: 'Photo: nobody' }] });
    expect(build(alone).querySelector('figure')).toBeNull();
  });

  it('say that an image was not kept, and never ask elsewhere for it', () => {
    const article = { ...(BRIDGE[0] as Article), images: [{ source: 'https://other.example/x.jpg', alternative_text: 'A crane', at: 0 }] };
    const host = build(article);
    expect(host.querySelector('img')).toBeNull();
    expect(host.querySelector('.absent-image')?.textContent).toBe('Image not kept: A crane');
  });

  it('put update notes at their place', () => {
    const host = build(BRIDGE[1] as Article);
    const notes = [...host.querySelectorAll('[role=note]')];
    expect(notes.map((note) => note.getAttribute('aria-label'))).toEqual(['Update', 'Correction']);
    expect(host.lastElementChild).toBe(notes[1]);
  });

  it('leave h1 to the headline', () => {
    const heading = (level: number) => ({ kind: 'heading' as const, words: `level ${level}`, level });
    const host = build(compose({ about: { headline: 'x' }, parts: [1, 2, 6, 9, 0].map(heading) }));
    expect([...host.children].map(({ tagName }) => tagName)).toEqual(['H2', 'H2', 'H6', 'H6', 'H2']);
  });

  it('carry the language of their words', () => {
    const article = compose({ about: { headline: 'x' }, parts: [{ kind: 'paragraph', words: 'Wo?', language: 'de' }, { kind: 'paragraph', words: 'Here.' }] });
    const [german, other] = build(article).querySelectorAll<HTMLElement>('.block');
    expect(german?.lang).toBe('de');
    expect(other?.hasAttribute('lang')).toBe(false);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', ' javascript:alert(1)', 'file:///etc/passwd', 'x'])(
    'give no address to a link to %j',
    (href) => {
      const article = compose({ about: { headline: 'x' }, parts: [{ kind: 'paragraph', words: 'here', marks: [['link', 'here', href]] }] });
      const link = build(article).querySelector('a');
      expect(link?.textContent).toBe('here');
      expect(link?.hasAttribute('href')).toBe(false);
    },
  );

  it('show markup in the words as words', () => {
    const words = '<img src=x onerror=alert(1)><script>alert(1)</script>&amp;';
    const host = build(compose({ about: { headline: 'x' }, parts: [{ kind: 'paragraph', words }] }));
    expect(host.textContent).toBe(words);
    expect(host.querySelector('img, script')).toBeNull();
  });

  it('nest quotations by their level', () => {
    const quoted = (words: string, level: number): { kind: 'blockquote'; words: string; level: number } => ({ kind: 'blockquote', words, level });
    const host = build(compose({ about: { headline: 'x' }, parts: [quoted('a', 1), quoted('b', 2), quoted('c', 1)] }));
    expect(host.querySelectorAll(':scope > blockquote').length).toBe(1);
    expect(host.querySelector('blockquote > blockquote')?.textContent).toBe('b');
    expect(host.textContent).toBe('abc');
  });

  it('mark a table’s words cell by cell, each mark looked at only where it is', () => {
    const rows = 50;
    const words = Array.from({ length: rows }, () => 'a\tb\tc').join('\n');
    const article = compose({ about: { headline: 'x' }, parts: [{ kind: 'table', words }] });
    const table = article.blocks[0] as Block;
    const { start, end } = table.span;
    table.marks = [{ kind: 'strong', span: { start, end } }];
    for (let row = 0; row < rows; row += 1) {
      const at = start + 6 * row;
      // The first covers a cell, the second reaches from the next cell into the last one.
      table.marks.push({ kind: 'code', span: { start: at, end: at + 1 } }, { kind: 'emphasis', span: { start: at + 2, end: at + 5 } });
    }
    let looks = 0;
    table.marks.push({
      kind: 'sub',
      get span() {
        looks += 1;
        return { start: end - 1, end };
      },
    });
    const host = build(article);
    expect(host.querySelectorAll('td > strong').length).toBe(3 * rows);
    expect(host.querySelectorAll('td:first-child > strong > code').length).toBe(rows);
    expect(host.querySelectorAll('td:not(:first-child) > strong > em').length).toBe(2 * rows);
    expect(host.querySelector('tr:last-child > td:last-child sub')?.textContent).toBe('c');
    expect(host.textContent).toBe(words);
    expect(looks).toBeLessThan(rows / 2);
  });

  it('keep a table’s cells apart', () => {
    const host = build(BRIDGE[0] as Article);
    const rows = [...host.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => cell.textContent));
    expect(rows[3]).toEqual(['By bus 🚌', '9 min', 'no service']);
  });
});

it('survives an article without anything', () => {
  const article = compose({ about: { headline: '' }, parts: [] });
  expect(build(article).textContent).toBe('');
  const empty: Block = { kind: 'paragraph', span: { start: 0, end: 0 }, level: 0, ordinal: null, language: null, marks: [] };
  expect(build({ ...article, blocks: [empty] }).textContent).toBe('');
});
