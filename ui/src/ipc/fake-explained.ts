// Explanations for the fake backend: an article with a menu before it, a box inside it and a footer.

import type { Article, BlockKind, Explained, PageBlock, Reason, RevisionSummary } from './bindings';

/** The sentence that the fake engine leaves out and is not sure of. */
export const DOUBTFUL = 'The council did not say what becomes of the winter season tickets that were sold in October.';

/** Explains an article; where the texts are to differ, today's engine leaves out its first block. */
export function explain(article: Article, revision: RevisionSummary, is_same_text: boolean): Explained {
  const own = [...article.blocks, ...article.update_notes.flatMap(({ blocks }) => blocks)].sort((a, b) => a.span.start - b.span.start);
  const points = [...article.text];
  const shift = is_same_text ? 0 : (own[1]?.span.start ?? 0);
  const kept = own.map(({ kind, span }, i): PageBlock => {
    const text = points.slice(span.start, span.end).join('');
    if (span.start < shift) return removed(text, { reason: 'unlike' }, kind, 0.31);
    const place = { start: span.start - shift, end: span.end - shift };
    const isNote = article.update_notes.some((note) => note.span.start <= span.start && span.end <= note.span.end && note.blocks.length > 0);
    return { kind, text, place: { place: isNote ? 'update_note' : 'body', span: place }, likely: 0.9 - i / 1000 };
  });
  const box = [
    removed('More from the harbour', { reason: 'part', name: 'related-stories' }, 'heading'),
    removed('Ferry fares to rise in May', { reason: 'part', name: 'related-stories' }, 'list_item'),
  ];
  const menu = ['Home', 'News', 'Harbour', 'Sport', 'Letters', 'Shop'].map((word) => removed(word, { reason: 'part', name: 'site-nav' }, 'list_item'));
  return {
    revision: revision.id,
    captured_at: revision.first_seen,
    is_same_text,
    explanation: {
      ...article,
      text: points.slice(shift).join(''),
      warnings: [],
      page_blocks: [
        ...menu,
        { kind: 'heading', text: article.headline, place: { place: 'headline' }, likely: 0.4 },
        ...kept.slice(0, 2),
        ...box,
        ...kept.slice(2),
        removed(DOUBTFUL, { reason: 'unlike' }, 'paragraph', 0.42),
        removed('© The Tidewater Ledger', { reason: 'furniture' }),
      ],
    },
  };
}

function removed(text: string, reason: Reason, kind: BlockKind = 'paragraph', likely = 0.02): PageBlock {
  return { kind, text, place: { place: 'removed', reason }, likely };
}
