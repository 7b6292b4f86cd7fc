// What the window has to tell: errors stay until they are dismissed, notices go by themselves.

import { toFailure } from '../ipc/backend';

/** How long a notice stays: long enough to reach its act by keyboard. */
const NOTICE_MS = 12_000;

/** One message. */
export interface Message {
  readonly id: number;
  readonly kind: 'error' | 'notice';
  readonly text: string;
  readonly hints: readonly string[];
  /** What can be done about it. */
  readonly act?: { readonly label: string; readonly run: () => void } | undefined;
}

/** The messages on show. */
export class Messages {
  /** The newest last. */
  list: Message[] = $state([]);
  #next = 1;

  /** Shows an error; one that says the same is shown once. Cancelled work is no error. */
  fail(reason: unknown): void {
    const { code, message, hints } = toFailure(reason);
    if (code === 'cancelled') return void this.tell('Cancelled. Nothing was changed.');
    this.list = this.list.filter((shown) => shown.kind !== 'error' || shown.text !== message);
    this.#add({ kind: 'error', text: message, hints });
  }

  /** Shows a notice for a while; returns its number. */
  tell(text: string, act?: Message['act']): number {
    const id = this.#add({ kind: 'notice', text, hints: [], act });
    setTimeout(() => this.dismiss(id), NOTICE_MS);
    return id;
  }

  /** Takes a message away. */
  dismiss(id: number): void {
    this.list = this.list.filter((message) => message.id !== id);
  }

  #add(message: Omit<Message, 'id'>): number {
    const id = this.#next;
    this.#next += 1;
    this.list.push({ id, ...message });
    return id;
  }
}
