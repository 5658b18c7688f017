/** A partition of the numbers 0 … n-1 that only gets coarser. A part is named by its smallest number. */
export class Components {
  readonly #parents: number[];

  constructor(from: number | Components) {
    this.#parents =
      from instanceof Components ? [...from.#parents] : Array.from({ length: from }, (_, i) => i);
  }

  partOf(i: number): number {
    const parent = this.#parents[i] ?? i;
    if (parent === i) return i;
    const part = this.partOf(parent);
    this.#parents[i] = part;
    return part;
  }

  join(numbers: readonly number[]): void {
    const parts = numbers.map((i) => this.partOf(i));
    const smallest = parts.reduce((least, part) => Math.min(least, part), Infinity);
    for (const part of parts) this.#parents[part] = smallest;
  }
}
