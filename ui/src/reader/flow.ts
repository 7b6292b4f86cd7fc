// Orders what stands on the page — blocks, update notes and images — and groups lists and quotations.

import type { Article, Block, Image, UpdateNote } from '../ipc/bindings';

/** One thing in the flow of the page. */
export type FlowItem =
  | { kind: 'block'; block: Block }
  | { kind: 'note'; note: UpdateNote; items: FlowItem[] }
  | { kind: 'figure'; images: Image[]; captions: Block[] }
  | ListItems
  | Quoted;

/** A list, its items in order; an item's own lists stand inside it. */
export interface ListItems {
  kind: 'list';
  ordered: boolean;
  items: { block: Block; lists: ListItems[] }[];
}

/** A passage set apart as quoted; deeper ones stand inside it. */
export interface Quoted {
  kind: 'quoted';
  parts: (Block | Quoted)[];
}

/** Returns the article's parts in reading order. */
export function flowOf(article: Article): FlowItem[] {
  const notes = article.update_notes.filter((note) => note.blocks.length > 0);
  const starts = [
    // At one place an image stands before the words.
    ...article.images.map((image) => ({ at: image.at, rank: 0, image })),
    ...article.blocks.map((block) => ({ at: block.span.start, rank: 1, block })),
    ...notes.map((note) => ({ at: note.span.start, rank: 1, note })),
  ].sort((a, b) => a.at - b.at || a.rank - b.rank);

  const items: FlowItem[] = [];
  let run: Block[] = [];
  let figure: { kind: 'figure'; images: Image[]; captions: Block[] } | null = null;
  const endRun = () => {
    items.push(...grouped(run));
    run = [];
  };
  for (const part of starts) {
    if ('image' in part) {
      endRun();
      if (!figure || figure.captions.length > 0) {
        figure = { kind: 'figure', images: [], captions: [] };
        items.push(figure);
      }
      figure.images.push(part.image);
    } else if ('note' in part) {
      endRun();
      figure = null;
      items.push({ kind: 'note', note: part.note, items: grouped(part.note.blocks) });
    } else if (part.block.kind === 'caption' && figure) {
      figure.captions.push(part.block);
    } else {
      figure = null;
      run.push(part.block);
    }
  }
  endRun();
  return items;
}

/** Groups neighbouring list items into lists and neighbouring quoted blocks into one. */
export function grouped(blocks: readonly Block[]): FlowItem[] {
  const items: FlowItem[] = [];
  for (let i = 0; i < blocks.length; ) {
    const block = blocks[i];
    if (!block) break;
    if (block.kind !== 'list_item' && block.kind !== 'blockquote') {
      items.push({ kind: 'block', block });
      i += 1;
      continue;
    }
    let end = i;
    while (blocks[end]?.kind === block.kind) end += 1;
    const run = blocks.slice(i, end);
    if (block.kind === 'list_item') items.push(...lists(run));
    else items.push(quoted(run));
    i = end;
  }
  return items;
}

function lists(run: readonly Block[]): ListItems[] {
  const roots: ListItems[] = [];
  // The lists that are open around the item at hand, the outermost first, and their levels.
  const open: { level: number; list: ListItems }[] = [];
  for (const block of run) {
    const ordered = block.ordinal !== null;
    let top = open[open.length - 1];
    while (top && top.level > block.level) {
      open.pop();
      top = open[open.length - 1];
    }
    if (top && top.level === block.level && top.list.ordered !== ordered) {
      open.pop();
      top = open[open.length - 1];
    }
    if (!top || top.level < block.level) {
      const list: ListItems = { kind: 'list', ordered, items: [] };
      const parent = top?.list.items[top.list.items.length - 1];
      if (parent) parent.lists.push(list);
      else roots.push(list);
      top = { level: block.level, list };
      open.push(top);
    }
    top.list.items.push({ block, lists: [] });
  }
  return roots;
}

function quoted(run: readonly Block[]): Quoted {
  const root: Quoted = { kind: 'quoted', parts: [] };
  const base = Math.min(...run.map((block) => block.level));
  for (const block of run) {
    let into = root;
    for (let level = base; level < block.level; level += 1) {
      const last = into.parts[into.parts.length - 1];
      if (last && 'parts' in last) {
        into = last;
      } else {
        const inner: Quoted = { kind: 'quoted', parts: [] };
        into.parts.push(inner);
        into = inner;
      }
    }
    into.parts.push(block);
  }
  return root;
}
