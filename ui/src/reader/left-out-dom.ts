// Puts what was left out of the article between its blocks, and takes it away again; the article's
// own elements stay as they are, and nothing here has what offsets are counted by.

import { counted, REASON } from '../app/words';
import type { LeftOut, Stretch } from './left-out';
import type { PlacedElement } from './text-offsets';

/** Puts every stretch at its place in `host`; the function it returns takes them away. */
export function insertLeftOut(host: HTMLElement, stretches: readonly Stretch[], shown: readonly PlacedElement[]): () => void {
  const put: HTMLElement[] = [];
  // From the end: of two stretches at one place the first stands first.
  for (const stretch of [...stretches].reverse()) {
    put.push(insert(host, buildStretch(host.ownerDocument, stretch), shown[stretch.after]?.element, shown[stretch.after + 1]?.element));
  }
  return () => put.forEach((element) => element.remove());
}

/** Returns why a block is not in the article, in words. */
export function wordsOfReason({ block, reason }: LeftOut): string {
  if (reason === null) return 'Today’s engine reads this as part of the article';
  switch (reason.reason) {
    case 'part':
      return `In the part “${shortened(reason.name)}” of the page`;
    case 'unlike':
      return `${REASON.unlike} (${Math.round(block.likely * 100)} %)`;
    default:
      return REASON[reason.reason];
  }
}

/** Puts an element behind one block of the article and before the next, as deep as both of them stand. */
function insert(host: HTMLElement, element: HTMLElement, before?: Element, after?: Element): HTMLElement {
  if (!before) {
    host.prepend(element);
    return element;
  }
  let branch = before;
  while (branch.parentElement && branch.parentElement !== host && !(after && branch.parentElement.contains(after))) {
    branch = branch.parentElement;
  }
  const inList = branch.parentElement instanceof HTMLUListElement || branch.parentElement instanceof HTMLOListElement;
  const own = inList ? wrapped(element) : element;
  branch.after(own);
  return own;
}

function wrapped(element: HTMLElement): HTMLElement {
  const item = element.ownerDocument.createElement('li');
  item.className = 'left-out-item';
  item.append(element);
  return item;
}

function buildStretch(page: Document, { blocks, isFolded }: Stretch): HTMLElement {
  if (!isFolded) {
    const element = page.createElement('div');
    fill(page, element, blocks);
    return named(element);
  }
  const element = page.createElement('details');
  const summary = page.createElement('summary');
  summary.textContent = summaryOf(blocks);
  summary.lang = 'en';
  summary.dir = 'ltr';
  element.append(summary);
  // A page can have thousands of them: they are built when they are asked for.
  element.addEventListener('toggle', () => fill(page, element, blocks), { once: true });
  return named(element);
}

function named(element: HTMLElement): HTMLElement {
  element.classList.add('left-out');
  element.dataset.testid = 'left-out';
  return element;
}

/** Blocks with one reason stand under it together. */
function fill(page: Document, into: HTMLElement, blocks: readonly LeftOut[]): void {
  let before = '';
  for (const left of blocks) {
    const reason = wordsOfReason(left);
    if (reason !== before) {
      const line = page.createElement('p');
      line.className = 'reason';
      line.lang = 'en';
      line.dir = 'ltr';
      line.textContent = reason;
      into.append(line);
      before = reason;
    }
    const words = page.createElement('p');
    words.classList.add('words', left.block.kind);
    words.dir = 'auto';
    words.textContent = left.block.text;
    into.append(words);
  }
}

/** Says how many there are, and the two most frequent reasons. */
function summaryOf(blocks: readonly LeftOut[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of blocks) {
    const words = reason?.reason === 'part' ? `“${shortened(reason.name)}”` : reason ? SHORT[reason.reason] : '';
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  const most = [...counts].sort((a, b) => b[1] - a[1]);
  const named = most.slice(0, 2).map(([words]) => words);
  const others = most.length > 2 ? ' and others' : '';
  return `${counted(blocks.length, 'block')} left out: ${named.join(', ')}${others}`;
}

const SHORT = {
  hidden: 'not shown',
  comments: 'readers’ comments',
  furniture: 'furniture',
  links: 'links',
  outside: 'outside the article’s part',
  repeated: 'repeated',
  unlike: 'unlike the article',
} as const;

/** The name is the page's own and may be of any length. */
function shortened(name: string): string {
  return name.length > 48 ? `${name.slice(0, 48)}…` : name;
}
