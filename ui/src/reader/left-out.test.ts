// Tests left-out.ts and left-out-dom.ts: what was left out stands where it stood, and moves no offset.

import { afterEach, describe, expect, it } from 'vitest';
import type { Article, Explained, PageBlock, Reason } from '../ipc/bindings';
import { BRIDGE, LIBRARY_AT_NIGHT, compose } from '../ipc/fake-articles';
import { DOUBTFUL, explain } from '../ipc/fake-explained';
import { buildArticle, type ArticleDom } from './article-dom';
import { countLeftOut, stretchesOf } from './left-out';
import { insertLeftOut, wordsOfReason } from './left-out-dom';
import { rangesOf, spanOf } from './text-offsets';

const revision = { id: '1'.repeat(64), number: 1, first_seen: '2026-03-11T08:00:00Z', captures: 1 };

function show(article: Article): { host: HTMLElement; dom: ArticleDom } {
  const host = document.createElement('div');
  const dom = buildArticle(article, { stored: [], addressOf: (id) => id });
  host.append(dom.fragment);
  document.body.append(host);
  return { host, dom };
}

function stretches(dom: ArticleDom, explained: Explained) {
  return stretchesOf(explained, dom.blocks.map(({ element, span }) => ({ start: span.start, words: element.textContent })));
}

function removed(text: string, reason: Reason, likely = 0): PageBlock {
  return { kind: 'paragraph', text, place: { place: 'removed', reason }, likely };
}

function page(article: Article, blocks: PageBlock[], is_same_text = true): Explained {
  const explained = explain(article, revision, is_same_text);
  return { ...explained, explanation: { ...explained.explanation, page_blocks: blocks } };
}

afterEach(() => document.body.replaceChildren());

describe('what was left out', () => {
  it('stands between the blocks between which it stood on the page', () => {
    const article = BRIDGE[1] as Article;
    const { host, dom } = show(article);
    const found = stretches(dom, explain(article, revision, true));
    expect(found.map(({ after }) => after)).toEqual([-1, 1, dom.blocks.length - 1, dom.blocks.length - 1]);
    expect(found.map(({ isFolded }) => isFolded)).toEqual([true, false, false, false]);
    expect(countLeftOut(found)).toBe(10);
    const before = host.cloneNode(true);
    const remove = insertLeftOut(host, found, dom.blocks);
    expect(host.firstElementChild?.textContent).toBe('6 blocks left out: “site-nav”');
    const box = dom.blocks[1]?.element.nextElementSibling;
    expect(box?.textContent).toBe('In the part “related-stories” of the pageMore from the harbourFerry fares to rise in May');
    expect(box?.nextElementSibling).toBe(dom.blocks[2]?.element);
    expect(host.lastElementChild?.previousElementSibling?.textContent).toContain(DOUBTFUL);
    remove();
    expect(host.isEqualNode(before)).toBe(true);
  });

  it('takes no part in the offsets of the article', () => {
    const article = BRIDGE[1] as Article;
    const { host, dom } = show(article);
    const remove = insertLeftOut(host, stretches(dom, explain(article, revision, true)), dom.blocks);
    for (const { element, span } of dom.blocks) {
      expect(rangesOf(span, dom.blocks, dom.text).map(String).join('')).toBe(element.textContent);
    }
    expect(host.querySelectorAll('[data-start]').length).toBe(dom.blocks.length);
    const box = dom.blocks[1]?.element.nextElementSibling as Element;
    const across = document.createRange();
    across.setStart(dom.blocks[1]?.element.firstChild as Node, 0);
    across.setEnd(box.lastChild?.firstChild as Node, 5);
    expect(spanOf(across, dom.blocks, dom.text)).toEqual(dom.blocks[1]?.span);
    const inside = document.createRange();
    inside.selectNodeContents(box);
    expect(spanOf(inside, dom.blocks, dom.text)).toBeNull();
    remove();
  });

  it('stands as an item of its own between the items of a list', () => {
    const item = (words: string) => ({ kind: 'list_item' as const, words, level: 1 });
    const article = compose({ about: { headline: 'x' }, parts: [item('one'), item('two')] });
    const { host, dom } = show(article);
    const own = explain(article, revision, true).explanation.page_blocks.filter(({ place }) => place.place === 'body');
    const blocks = [own[0] as PageBlock, removed('Advertisement', { reason: 'furniture' }), own[1] as PageBlock];
    insertLeftOut(host, stretches(dom, page(article, blocks)), dom.blocks);
    const items = [...host.querySelectorAll('ul > li')].map(({ textContent }) => textContent);
    expect(items).toEqual(['one', 'Furniture of pages in general, as “subscribe” or “share”Advertisement', 'two']);
    expect(host.querySelectorAll('ul').length).toBe(1);
  });

  it('is folded where it is long, and what may be missed is not', async () => {
    const article = compose({ about: { headline: 'x' }, parts: [{ kind: 'paragraph', words: 'Words.' }] });
    const { host, dom } = show(article);
    const links = Array.from({ length: 2000 }, (_, i) => removed(`Link ${i}`, { reason: 'links' }));
    const blocks = [...links, removed('Perhaps a paragraph.', { reason: 'unlike' }, 0.35), ...links.slice(0, 4)];
    const found = stretches(dom, page(article, blocks));
    expect(found.map((stretch) => [stretch.blocks.length, stretch.isFolded])).toEqual([[2000, true], [1, false], [4, true]]);
    insertLeftOut(host, found, dom.blocks);
    const [menu, perhaps] = host.children;
    expect(perhaps?.textContent).toBe('Looks unlike the article (35 %)Perhaps a paragraph.');
    expect(menu?.querySelectorAll('.words').length).toBe(0);
    (menu as HTMLDetailsElement).open = true;
    await new Promise((resolve) => setTimeout(resolve));
    expect(menu?.querySelectorAll('.words').length).toBe(2000);
  });

  it('is found by words where today’s text is another one', () => {
    const { dom } = show(LIBRARY_AT_NIGHT);
    const found = stretches(dom, explain(LIBRARY_AT_NIGHT, revision, false));
    // The first block is not left out of the text on the screen, whatever today's engine says of it.
    const words = found.flatMap(({ blocks }) => blocks.map(({ block }) => block.text));
    expect(words).not.toContain(dom.blocks[0]?.element.textContent);
    expect(words).toContain(DOUBTFUL);
    const more: PageBlock = { kind: 'paragraph', text: 'New words.', place: { place: 'body', span: { start: 0, end: 10 } }, likely: 0.8 };
    const [only] = stretches(dom, page(LIBRARY_AT_NIGHT, [more], false));
    expect(only && wordsOfReason(only.blocks[0]!)).toBe('Today’s engine reads this as part of the article');
  });

  it('is words, whatever it says', () => {
    const article = compose({ about: { headline: 'x' }, parts: [{ kind: 'paragraph', words: 'Words.' }] });
    const { host, dom } = show(article);
    const evil = '<img src=x onerror=alert(1)>';
    insertLeftOut(host, stretches(dom, page(article, [removed(evil, { reason: 'part', name: evil.repeat(9) })])), dom.blocks);
    expect(host.querySelector('img')).toBeNull();
    expect(host.querySelector('.words')?.textContent).toBe(evil);
    expect(host.querySelector('.reason')?.textContent.length).toBeLessThan(90);
  });
});
