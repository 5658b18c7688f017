/** A document as what is so in it: `displayName=Ada`, `ada: readProjectContent`. */
export type Facts = ReadonlySet<string>;

/** What a change makes of a document, by the contract's word; or how it is answered when it leaves it alone. */
export type Effect = (facts: Facts) => Facts | 'ALREADY' | 'CONFLICT';

/** A mutation, and what it does to the document. */
export interface Change {
  readonly mutation: string;
  readonly type: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly effect: Effect;
}

/** A change, and what it was answered with: APPLIED, ALREADY, or the code of the problem. */
export interface Answered extends Pick<Change, 'effect'> {
  /** null: it is not known. */
  readonly answer: string | null;
}

/** Sets what there is one of. */
export const set =
  (name: string, value: string): Effect =>
  (facts) =>
    facts.has(`${name}=${value}`) ? 'ALREADY' : put(facts, name, value);

/** The same where nobody can read whether it is so already. */
export const setBlindly =
  (name: string, value: string): Effect =>
  (facts) =>
    put(facts, name, value);

const put = (facts: Facts, name: string, value: string): Facts =>
  new Set([...without(facts, `${name}=`), `${name}=${value}`]);

export const add =
  (fact: string): Effect =>
  (facts) =>
    facts.has(fact) ? 'ALREADY' : new Set([...facts, fact]);

/** Takes out whatever begins so. */
export const removeAll =
  (start: string): Effect =>
  (facts) => {
    const left = without(facts, start);
    return left.size === facts.size ? 'ALREADY' : left;
  };

const without = (facts: Facts, start: string): Facts =>
  new Set([...facts].filter((fact) => !fact.startsWith(start)));

export const starting = (facts: Facts, start: string): string[] =>
  [...facts].filter((fact) => fact.startsWith(start)).map((fact) => fact.slice(start.length));

const nameOf = (facts: Facts): string => [...facts].toSorted().join('\n');

/** Whether the changes, one after the other in some order, lead from one document to the other with these answers. */
export function inSomeOrder(before: Facts, after: Facts, changes: readonly Answered[]): boolean {
  const wanted = nameOf(after);
  const all = 2 ** changes.length - 1;
  const seen = new Set<string>();
  const leads = (facts: Facts, done: number): boolean => {
    const place = `${done}\n${nameOf(facts)}`;
    if (seen.has(place)) return false;
    seen.add(place);
    if (done === all) return nameOf(facts) === wanted;
    return changes.some(({ effect, answer }, index) => {
      if ((done & (1 << index)) > 0) return false;
      const then = effect(facts);
      const [left, told] = typeof then === 'string' ? [facts, then] : [then, 'APPLIED'];
      return (answer === null || answer === told) && leads(left, done | (1 << index));
    });
  };
  return leads(before, 0);
}
