import type { SystemKey } from '../model/ref.ts';
import { Components } from './components.ts';
import { type Distinction, distinctionIn, type Pins } from './pins.ts';

/** Accounts, by number, of which one rule says that they are one person's; `key` is what they share. */
export interface Claim {
  readonly key: string;
  /** Empty: the rule cannot tell whose they are, and joins nobody. */
  readonly members: readonly number[];
}

/** What claims are judged by: who is known to be the same, who is pinned, and where each account is. */
export interface Ground {
  readonly components: Components;
  readonly pins: Pins;
  readonly systems: readonly SystemKey[];
}

/**
 * What is left of claims once pins have been heard. Accounts that pins tell from all others of a claim leave it; if two
 * of the rest are pinned to be different, or would be one person's in one system, nobody can say which of them the
 * others belong to.
 */
export function settle(claims: readonly Claim[], ground: Ground): Claim[] {
  const { components, pins } = ground;
  const distinction = distinctionIn(components, pins);
  const systemsOf = systemsByPart(ground);
  return claims.map(({ key, members }) => {
    const parts = Map.groupBy(members, (i) => components.partOf(i));
    const staying = stayingOf([...parts.keys()], distinction);
    const systems = staying.flatMap((part) => [...(systemsOf.get(part) ?? [])]);
    const isClear = new Set(systems).size === systems.length && !holdsDifferent(staying, distinction);
    return { key, members: isClear ? staying.flatMap((part) => parts.get(part) ?? []) : [] };
  });
}

function stayingOf(parts: readonly number[], { parts: told, areDifferent }: Distinction): readonly number[] {
  if (parts.length < 2) return parts;
  return parts.filter(
    (part) => !told.has(part) || parts.some((other) => other !== part && !areDifferent(part, other)),
  );
}

function holdsDifferent(parts: readonly number[], { parts: told, areDifferent }: Distinction): boolean {
  const named = parts.filter((part) => told.has(part));
  return named.some((a, i) => named.slice(i + 1).some((b) => areDifferent(a, b)));
}

function systemsByPart({ components, systems }: Ground): ReadonlyMap<number, ReadonlySet<SystemKey>> {
  const byPart = new Map<number, Set<SystemKey>>();
  for (const [i, system] of systems.entries()) {
    const part = components.partOf(i);
    byPart.set(part, (byPart.get(part) ?? new Set()).add(system));
  }
  return byPart;
}

/** Joins what settled claims say, but for joins that together would make one person of what must stay apart. */
export function join(
  claims: readonly Claim[],
  ground: Ground,
): { readonly people: Components; readonly kept: readonly Claim[] } {
  const people = joined(claims, ground);
  const torn = new Set([...distinctionIn(people, ground.pins).torn, ...crowdedIn(people, ground)]);
  if (torn.size === 0) return { people, kept: claims };
  const kept = claims.map(({ key, members }) => {
    const [first] = members;
    return { key, members: first !== undefined && torn.has(people.partOf(first)) ? [] : members };
  });
  return { people: joined(kept, ground), kept };
}

function joined(claims: readonly Claim[], { components }: Ground): Components {
  const people = new Components(components);
  for (const { members } of claims) people.join(members);
  return people;
}

/** Parts to which rules gave a second account in one system: only pins do that. */
function crowdedIn(people: Components, { components, systems }: Ground): ReadonlySet<number> {
  const held = new Map<string, number>();
  const crowded = new Set<number>();
  for (const [i, system] of systems.entries()) {
    const part = people.partOf(i);
    const place = `${part}/${system}`;
    const before = components.partOf(i);
    if ((held.get(place) ?? before) !== before) crowded.add(part);
    held.set(place, before);
  }
  return crowded;
}
