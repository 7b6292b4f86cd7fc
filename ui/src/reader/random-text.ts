// Random texts for the property tests: seeded, so that a failure comes back.

const ALPHABETS = [
  [...'The council met, and “nobody” knew why. '],
  [...'😀👩‍👩‍👧🏳️‍🌈🚌𝕏𠮷 a'],
  [...'e\u0301a\u0308o\u0302\u0323n\u0303 '],
  [...'橋の開通は九月まで延期された。'],
  [...'عاد باعة الكتب إلى ضفة النهر '],
];

/** Returns a source of numbers below `max`, the same for the same seed. */
export function randomNumbers(seed: number): (max: number) => number {
  let state = seed >>> 0 || 1;
  return (max) => {
    // Xorshift: short, and good enough to pick letters.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % Math.max(1, max);
  };
}

/** Returns a text of mixed scripts, `length` code points long. */
export function randomText(random: (max: number) => number, length: number): string {
  let words: string[] = [];
  while (words.length < length) {
    const alphabet = ALPHABETS[random(ALPHABETS.length)] ?? [];
    const run = 1 + random(12);
    for (let i = 0; i < run; i += 1) words.push(alphabet[random(alphabet.length)] ?? '');
  }
  words = words.slice(0, length);
  return words.join('');
}
