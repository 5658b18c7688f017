import { drawer } from '../../src/sandbox/world.ts';

/** Draws that depend on nothing but the seed. */
export class Random {
  /** Uniform in [0, 1). */
  readonly draw: () => number;

  constructor(seed: number) {
    this.draw = drawer(seed);
  }

  /** A whole number from `least` up to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.draw() * (most - least + 1));
  }

  /** Distinct items; fewer if there are not so many. */
  some<T>(items: readonly T[], count: number): T[] {
    const left = [...items];
    const picked: T[] = [];
    while (picked.length < count && left.length > 0)
      picked.push(...left.splice(Math.floor(this.draw() * left.length), 1));
    return picked;
  }

  one<T>(items: readonly [T, ...T[]]): T {
    return items[Math.floor(this.draw() * items.length)] ?? items[0];
  }
}
