import type { System } from '../../src/connector.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { AnyChange } from '../../src/writing.ts';

/** Moments in the life of an operation at which a gateway can die, in their order. Each event of the ledger has two. */
export const momentsInside = [
  'before accept',
  'after accept',
  'before attempt',
  'after attempt',
  'after answer',
  'before job',
  'after job',
  'before stepEnd',
  'after stepEnd',
  'before end',
  'after end',
] as const;

export type MomentInside = (typeof momentsInside)[number];

/** And those that the system sees: what it was sent has had no effect, or will have it later, or has had it. */
export const momentsOutside = ['received', 'received, late', 'effect'] as const;

export type MomentOutside = (typeof momentsOutside)[number];

/** What a gateway can be made to do wrong, so that the checker is seen to find it. */
export type Sabotage = 'sends twice' | 'sends nothing';

type Reach = (moment: MomentInside) => void;

/** A ledger that tells of every moment. */
export const observedLedger = (ledger: Ledger, reach: Reach): Ledger => ({
  ...ledger,
  get owner() {
    return ledger.owner;
  },
  async accept(...operation) {
    reach('before accept');
    const accepted = await ledger.accept(...operation);
    reach('after accept');
    return accepted;
  },
  async add(id, event) {
    reach(`before ${event.type}`);
    const record = await ledger.add(id, event);
    reach(`after ${event.type}`);
    return record;
  },
});

/** Systems that tell when the answer to a write is there. `send` does the sending. */
export function observedSystems(
  systems: readonly System[],
  send: (write: () => ReturnType<AnyChange['write']>) => ReturnType<AnyChange['write']>,
  reach: Reach,
): readonly System[] {
  const change = (inner: AnyChange): AnyChange =>
    instead(inner, {
      write: async (state: unknown) => {
        const sent = await send(() => inner.write(state));
        reach('after answer');
        return sent;
      },
    });
  return systems.map((system) =>
    instead(system, {
      open: (...scope) => {
        const session = system.open(...scope);
        const { writes } = session;
        return writes === undefined
          ? session
          : instead(session, {
              writes: instead(writes, { change: (intent) => change(writes.change(intent)) }),
            });
      },
    }),
  );
}

/** The same object, but for some of its members. */
const instead = <T extends object>(object: T, members: Partial<T>): T =>
  new Proxy(object, {
    get: (target, name) => {
      if (Object.hasOwn(members, name)) return members[name as keyof T];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
