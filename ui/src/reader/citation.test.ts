// Tests citation.ts: what is cited can be found again.

import { expect, it } from 'vitest';
import type { ReadQuotation } from '../ipc/bindings';
import { fakeBackend } from '../ipc/fake';
import { citationOf } from './citation';
import { writeDay, writeMoment } from './moments';

it('names words, speaker, article, outlet, day, version and address', async () => {
  const reading = await fakeBackend().readEntry(3, null);
  const [said] = reading.quotations as [ReadQuotation];
  const seen = writeMoment(reading.revision.first_seen).local;
  expect(citationOf(said, reading)).toBe(
    '“We are not going to open a bridge that we might have to close a week later” — Mara Oduya, in ' +
      '“Harbour council delays the swing bridge again, and a town stays cut in two”, The Tidewater Ledger, ' +
      `${writeDay('2026-03-10')}, version 2 of 2, seen ${seen}, https://tidewater.example/news/swing-bridge-delay`,
  );
});

it('leaves out what is not known, and no path of this computer gets out', async () => {
  const reading = await fakeBackend().readEntry(1, null);
  const [said] = reading.quotations as [ReadQuotation];
  const bare = { ...reading, entry: { ...reading.entry, url: 'file:///home/reader/page.html', publisher: null } };
  const article = { ...reading.article, publisher: null, canonical_url: null, date_published: null, headline: '' };
  expect(citationOf({ ...said, speaker: null, content: 'a  b\nc' }, { ...bare, article })).toBe(
    `“a b c” — seen ${writeMoment(reading.revision.first_seen).local}`,
  );
});
