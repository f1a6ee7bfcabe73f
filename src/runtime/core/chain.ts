/** Objects in the order in which they were added: a list through themselves, since they come and go faster than a `Set` bears. */

/** An object's neighbours in the one chain that it is in, if it is in any. */
export interface Link<T> {
  before$: T | undefined;
  after$: T | undefined;
}

export class Chain<T extends Link<T>> {
  #first: T | undefined = undefined;
  #last: T | undefined = undefined;
  size = 0;

  add(object: T): void {
    object.before$ = this.#last;
    object.after$ = undefined;
    if (this.#last === undefined) this.#first = object;
    else this.#last.after$ = object;
    this.#last = object;
    this.size++;
  }

  /** Nothing where it is in no chain. */
  delete(object: T): void {
    const { before$, after$ } = object;
    if (before$ === undefined && this.#first !== object) return;
    if (before$ === undefined) this.#first = after$;
    else before$.after$ = after$;
    if (after$ === undefined) this.#last = before$;
    else after$.before$ = before$;
    object.before$ = object.after$ = undefined;
    this.size--;
  }

  /** Takes all out. */
  take(): T[] {
    const all: T[] = [];
    for (let object = this.#first; object !== undefined; object = this.#first) {
      all.push(object);
      this.delete(object);
    }
    return all;
  }
}
