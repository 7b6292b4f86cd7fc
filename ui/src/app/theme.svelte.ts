// The theme: by the system's wish, or as the reader chose; the choice is kept.

/** What the reader may choose. */
export type Theme = 'auto' | 'light' | 'dark';

/** Every theme, in the order of the switch. */
export const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

const KEY = 'palimpsest.theme';

/** The theme in force, and who wants to know when the colours change. */
export class ThemeChoice {
  chosen: Theme = $state(kept());
  readonly #listeners = new Set<() => void>();

  constructor() {
    apply(this.chosen);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#changed());
  }

  /** Chooses a theme and keeps the choice. */
  choose(theme: Theme): void {
    this.chosen = theme;
    apply(theme);
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Without storage the choice lasts as long as the window.
    }
    this.#changed();
  }

  /** Calls `listener` after every change of colours; returns what stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    // The engine must have taken in the new colours before anything is painted again.
    requestAnimationFrame(() => this.#listeners.forEach((listener) => listener()));
  }
}

function kept(): Theme {
  try {
    const theme = localStorage.getItem(KEY);
    return THEMES.find((known) => known === theme) ?? 'auto';
  } catch {
    return 'auto';
  }
}

function apply(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
