/** Lets one piece of work at a time through under each name, in the order in which they came. */
export class Turns {
  readonly #last = new Map<string, Promise<undefined>>();

  /** A turn under all names is asked for at once, so that no two wait for each other. */
  async take<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const { promise: over, resolve } = Promise.withResolvers<undefined>();
    const before = names.map((name) => this.#last.get(name));
    for (const name of names) this.#last.set(name, over);
    await Promise.all(before);
    try {
      return await work();
    } finally {
      for (const name of names) if (this.#last.get(name) === over) this.#last.delete(name);
      resolve(undefined);
    }
  }
}
