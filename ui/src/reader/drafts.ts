// Notes being written, kept outside the page until the library has them: no word is lost to a failure or a closed window.

const PREFIX = 'palimpsest.draft';

/** What a note is on: a highlight by its number, or something else by its name. */
export type NoteKey = number | string;

/** The drafts of one library. */
export interface Drafts {
  /** Returns the draft of a note, if one was left. */
  get(of: NoteKey): string | null;
  /** Keeps a draft. */
  keep(of: NoteKey, words: string): void;
  /** Forgets a draft that the library now has. */
  forget(of: NoteKey): void;
}

/** Returns the drafts of the library in that place. Without storage they last as long as the page. */
export function draftsOf(library: string): Drafts {
  const memory = new Map<string, string>();
  const keyOf = (of: NoteKey) => `${PREFIX}:${library}:${of}`;
  return {
    get(of) {
      const key = keyOf(of);
      return memory.get(key) ?? attempt(() => localStorage.getItem(key)) ?? null;
    },
    keep(of, words) {
      const key = keyOf(of);
      memory.set(key, words);
      attempt(() => localStorage.setItem(key, words));
    },
    forget(of) {
      const key = keyOf(of);
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
