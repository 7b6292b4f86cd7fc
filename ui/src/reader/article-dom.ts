// Builds the article's DOM from typed blocks and text nodes; never from a string of markup.

import type { Article, Block, BlockKind, Image, Mark, MarkKind, Span, StoredImage, UpdateNote } from '../ipc/bindings';
import { UPDATE_KIND } from '../app/words';
import { flowOf, type FlowItem, type ListItems, type Quoted } from './flow';
import { piecesOf, type Piece } from './pieces';
import { indexText, type IndexedText, type PlacedElement } from './text-offsets';

/** The article as it stands on the page. */
export interface ArticleDom {
  /** What to put on the page. */
  readonly fragment: DocumentFragment;
  /** Every block, in text order; the text nodes of each hold exactly its slice of the text. */
  readonly blocks: readonly PlacedElement[];
  /** The text, addressed in code points. */
  readonly text: IndexedText;
}

/** Where the images on disk are, and what reads their address. */
export interface Images {
  readonly stored: readonly StoredImage[];
  readonly addressOf: (id: string) => string;
}

const SAFE_LINK = /^(https?|mailto):/i;

const MARK_ELEMENT: Record<MarkKind, keyof HTMLElementTagNameMap> = {
  link: 'a',
  emphasis: 'em',
  strong: 'strong',
  code: 'code',
  sub: 'sub',
  sup: 'sup',
};

/** Builds the article's body: blocks and update notes in text order, images between them. */
export function buildArticle(article: Article, images: Images, page: Document = document): ArticleDom {
  const text = indexText(article.text);
  const blocks: PlacedElement[] = [];
  const build = { page, text, blocks, images };
  const fragment = page.createDocumentFragment();
  for (const item of flowOf(article)) fragment.append(buildItem(build, item));
  return { fragment, blocks, text };
}

interface Build {
  readonly page: Document;
  readonly text: IndexedText;
  readonly blocks: PlacedElement[];
  readonly images: Images;
}

function buildItem(build: Build, item: FlowItem): HTMLElement {
  switch (item.kind) {
    case 'block':
      return buildBlock(build, item.block);
    case 'list':
      return buildList(build, item);
    case 'quoted':
      return buildQuoted(build, item);
    case 'note':
      return buildNote(build, item.note, item.items);
    case 'figure':
      return buildFigure(build, item.images, item.captions);
  }
}

function buildBlock(build: Build, block: Block): HTMLElement {
  const element = placed(build, block, build.page.createElement(tagOf(block)));
  if (block.kind === 'table') {
    // A wide table scrolls by itself, also by keyboard.
    fillTable(build, element, block);
    const scroller = build.page.createElement('div');
    scroller.className = 'table';
    scroller.tabIndex = 0;
    scroller.setAttribute('role', 'region');
    scroller.setAttribute('aria-label', 'Table');
    scroller.append(element);
    return scroller;
  }
  fill(build, element, piecesOf(block.span, block.marks));
  return element;
}

function tagOf(block: Block): string {
  const tags: Record<BlockKind, string> = {
    // The headline is the only h1.
    heading: `h${Math.min(Math.max(block.level, 2), 6)}`,
    paragraph: 'p',
    // The list, the quotation and the figure around these are made by their own functions.
    list_item: 'div',
    blockquote: 'p',
    caption: 'p',
    credit: 'p',
    table: 'table',
    preformatted: 'pre',
    embed: 'div',
  };
  return tags[block.kind];
}

function placed(build: Build, block: Block, element: HTMLElement): HTMLElement {
  element.classList.add('block', block.kind);
  element.dataset.start = String(block.span.start);
  element.dataset.end = String(block.span.end);
  element.dir = 'auto';
  const language = block.language?.code ?? block.language?.declared;
  if (language) element.lang = language;
  build.blocks.push({ element, span: block.span });
  return element;
}

function fill(build: Build, parent: Node, pieces: readonly Piece[]): void {
  for (const piece of pieces) {
    if (!('mark' in piece)) {
      parent.appendChild(build.page.createTextNode(build.text.slice(piece.span)));
      continue;
    }
    const element = build.page.createElement(MARK_ELEMENT[piece.mark.kind]);
    const { href } = piece.mark;
    if (piece.mark.kind === 'link' && href && SAFE_LINK.test(href)) {
      element.setAttribute('href', href);
      element.setAttribute('rel', 'noreferrer noopener');
      element.title = href;
    }
    fill(build, element, piece.inside);
    parent.appendChild(element);
  }
}

/**
 * Cells are parted by a tab and rows by a line feed, as in the text. Those characters stand between
 * the cells too, where a table shows no white space: the table's words stay exactly its slice.
 */
function fillTable(build: Build, table: HTMLElement, block: Block): void {
  const { page, text } = build;
  const body = page.createElement('tbody');
  let at = block.span.start;
  const rows = text.slice(block.span).split('\n');
  let next = 0;
  let near: Mark[] = [];
  /** Returns the marks that reach into a cell. Cells and marks are both in text order: each mark is met once. */
  const marksIn = (span: Span): Mark[] => {
    near = near.filter((mark) => mark.span.end > span.start);
    for (let mark = block.marks[next]; mark && mark.span.start < span.end; mark = block.marks[next]) {
      near.push(mark);
      next += 1;
    }
    return near;
  };
  rows.forEach((words, y) => {
    if (y > 0) {
      body.append(page.createTextNode('\n'));
      at += 1;
    }
    const row = page.createElement('tr');
    words.split('\t').forEach((cellWords, x) => {
      if (x > 0) {
        row.append(page.createTextNode('\t'));
        at += 1;
      }
      const span = { start: at, end: at + indexText(cellWords).length };
      const cell = page.createElement('td');
      cell.dir = 'auto';
      fill(build, cell, piecesOf(span, marksIn(span)));
      row.append(cell);
      at = span.end;
    });
    body.append(row);
  });
  table.append(body);
}

function buildList(build: Build, list: ListItems): HTMLElement {
  const element = build.page.createElement(list.ordered ? 'ol' : 'ul');
  for (const { block, lists } of list.items) {
    const item = build.page.createElement('li');
    if (block.ordinal !== null) item.value = block.ordinal;
    item.append(buildBlock(build, block), ...lists.map((inner) => buildList(build, inner)));
    element.append(item);
  }
  return element;
}

function buildQuoted(build: Build, quoted: Quoted): HTMLElement {
  const element = build.page.createElement('blockquote');
  for (const part of quoted.parts) {
    element.append('parts' in part ? buildQuoted(build, part) : buildBlock(build, part));
  }
  return element;
}

function buildNote(build: Build, note: UpdateNote, items: readonly FlowItem[]): HTMLElement {
  // Not an aside: a landmark inside the article would clutter the list of landmarks.
  const element = build.page.createElement('div');
  element.setAttribute('role', 'note');
  element.className = 'note';
  element.setAttribute('aria-label', UPDATE_KIND[note.kind]);
  element.append(...items.map((item) => buildItem(build, item)));
  return element;
}

function buildFigure(build: Build, images: readonly Image[], captions: readonly Block[]): HTMLElement {
  const figure = build.page.createElement('figure');
  for (const image of images) figure.append(buildImage(build, image));
  if (captions.length > 0) {
    const caption = build.page.createElement('figcaption');
    caption.append(...captions.map((block) => buildBlock(build, block)));
    figure.append(caption);
  }
  return figure;
}

function buildImage(build: Build, image: Image): HTMLElement {
  const stored = build.images.stored.find(({ source }) => source === image.source);
  const words = image.alternative_text ?? '';
  if (!stored) {
    const absent = build.page.createElement('div');
    absent.className = 'absent-image';
    absent.textContent = words ? `Image not kept: ${words}` : 'Image not kept';
    return absent;
  }
  const element = build.page.createElement('img');
  element.alt = words;
  element.decoding = 'async';
  element.src = build.images.addressOf(stored.id);
  return element;
}
