// Notes being written, kept outside the page until the library has them: no word is lost to a failure or a closed window.

const PREFIX = 'palimpsest.draft';

/** The drafts of one library. */
export interface Drafts {
  /** Returns the draft of a highlight's note, if one was left. */
  get(highlight: number): string | null;
  /** Keeps a draft. */
  keep(highlight: number, words: string): void;
  /** Forgets a draft that the library now has. */
  forget(highlight: number): void;
}

/** Returns the drafts of the library in that place. Without storage they last as long as the page. */
export function draftsOf(library: string): Drafts {
  const memory = new Map<string, string>();
  const keyOf = (highlight: number) => `${PREFIX}:${library}:${highlight}`;
  return {
    get(highlight) {
      const key = keyOf(highlight);
      return memory.get(key) ?? attempt(() => localStorage.getItem(key)) ?? null;
    },
    keep(highlight, words) {
      const key = keyOf(highlight);
      memory.set(key, words);
      attempt(() => localStorage.setItem(key, words));
    },
    forget(highlight) {
      const key = keyOf(highlight);
      memory.delete(key);
      attempt(() => localStorage.removeItem(key));
    },
  };
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
