import { type Components } from './components.ts';
import type { PeopleRules } from './rules.ts';

/** The configuration's pins over a list of accounts, by the accounts' numbers in it. */
export interface Pins {
  /** Who is the same, by the pin's name. */
  readonly same: ReadonlyMap<string, readonly number[]>;
  readonly different: readonly (readonly [number, number])[];
  nameOf(i: number): string | undefined;
}

/** Reads the pins; those that name an account which is not there hold for the others. */
export function pinsOver(places: readonly string[], { pins }: PeopleRules): Pins {
  if (pins.same.length === 0 && pins.different.length === 0) return none;
  const numbers = new Map(places.map((place, i) => [place, i]));
  const numberOf = ({ system, native }: { system: string; native: string }) =>
    numbers.get(`${system}/${native}`);
  const same = new Map(
    pins.same.map(({ name, accounts }) => [name, accounts.map(numberOf).filter((i) => i !== undefined)]),
  );
  const names = new Map([...same].flatMap(([name, members]) => members.map((i) => [i, name] as const)));
  const different = pins.different.flatMap((refs) => {
    const [a, b] = refs.map(numberOf);
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  return { same, different, nameOf: (i) => names.get(i) };
}

const none: Pins = { same: new Map(), different: [], nameOf: () => undefined };

/** Which parts of a partition are pinned to be different people. */
export interface Distinction {
  /** Parts that some pin tells from another. */
  readonly parts: ReadonlySet<number>;
  areDifferent(a: number, b: number): boolean;
}

/** Two names are two people, and so are the accounts of a pair; `torn`: parts in which both would be one. */
export function distinctionIn(
  components: Components,
  pins: Pins,
): Distinction & { readonly torn: ReadonlySet<number> } {
  const names = new Map<number, string>();
  const pairs = new Map<number, Set<number>>();
  const torn = new Set<number>();
  for (const [name, members] of pins.same) {
    for (const part of members.map((i) => components.partOf(i))) {
      if ((names.get(part) ?? name) !== name) torn.add(part);
      names.set(part, name);
    }
  }
  for (const [a, b] of pins.different.map((pair) => pair.map((i) => components.partOf(i)))) {
    if (a === undefined || b === undefined) continue;
    if (a === b) torn.add(a);
    pairs.set(a, (pairs.get(a) ?? new Set()).add(b));
    pairs.set(b, (pairs.get(b) ?? new Set()).add(a));
  }
  return {
    torn,
    parts: new Set([...names.keys(), ...pairs.keys()]),
    areDifferent(a, b) {
      const [one, other] = [names.get(a), names.get(b)];
      return (one !== undefined && other !== undefined && one !== other) || (pairs.get(a)?.has(b) ?? false);
    },
  };
}
