// Long work under way: its stage, and the way to cancel it.

import type { Backend, OnStage } from '../ipc/backend';
import type { Stage } from '../ipc/bindings';

/** Work shorter than this shows nothing: a flash of progress is noise. */
const QUIET_MS = 200;

/** One piece of work. */
export interface Work {
  readonly number: number;
  /** What is being opened. */
  readonly name: string;
  stage: Stage | null;
  shown: boolean;
  cancelled: boolean;
}

/** The works under way. */
export class Works {
  list: Work[] = $state([]);
  #next = 1;
  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Runs `act` with a number and an ear for its stages; shows it once it takes a while. */
  async run<T>(name: string, act: (work: number, onStage: OnStage) => Promise<T>): Promise<T> {
    const number = this.#next;
    this.#next += 1;
    this.list.push({ number, name, stage: null, shown: false, cancelled: false });
    const timer = setTimeout(() => this.#change(number, { shown: true }), QUIET_MS);
    try {
      return await act(number, (stage) => this.#change(number, { stage }));
    } finally {
      clearTimeout(timer);
      this.list = this.list.filter((work) => work.number !== number);
    }
  }

  /** Asks the native side to stop; the work itself then ends as cancelled. */
  async cancel(number: number): Promise<void> {
    this.#change(number, { cancelled: true });
    await this.#backend.cancelWork(number);
  }

  #change(number: number, change: Partial<Work>): void {
    const work = this.list.find((other) => other.number === number);
    if (work) Object.assign(work, change);
  }
}
