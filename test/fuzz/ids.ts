import fc from 'fast-check';
import { formatRef, kinds, parsePerson, parseRef, ref, type SystemKey } from '../../src/model/ref.ts';
import { answered, asking, type FuzzCase, type FuzzClass, weird, weirdAsIs } from './case.ts';

const nothing = (id: string): FuzzCase => ({
  request: asking('query ($id: ID!) { node(id: $id) { id } }', { id }),
  expected: answered({ node: null }),
});

const systems = ['iguazio-main', 'dss-design', 'govern', 'squirro-main', 'nowhere', 'dss'] as const;

/** Well formed, and of nothing. */
const ofNothing = fc
  .record({ kind: fc.constantFrom(...kinds), system: fc.constantFrom(...systems), one: weird, other: weird })
  .map(({ kind, system, one, other }) => {
    const name = (native: string) => formatRef(ref('user', system as SystemKey, native)).split('.')[2] ?? '';
    if (kind === 'system') return `system.${system}-x`;
    if (kind === 'membership') return `membership.${system}.${name(one)}.user.${name(other)}`;
    if (kind === 'access') return `access.${system}.${name(one)}.${name(other)}`;
    return `${kind}.${system}.${name(one)}`;
  });

const mutations: readonly ((id: string, at: number, by: string) => string)[] = [
  (id, at, by) => id.slice(0, at) + by + id.slice(at),
  (id, at) => id.slice(0, at) + id.slice(at + 1),
  (id, at, by) => id.slice(0, at) + by + id.slice(at + 1),
  (id) => id.toUpperCase(),
  (id) => encodeURIComponent(id).replaceAll('%', '~') + '~',
  (id) => id.replaceAll('.', '..'),
  (id) => id.replace('.', '~2E'),
  (id) => `${id}.`,
  (id) => `${id}\0`,
  (id) => ` ${id}`,
  (id) => Buffer.from(id).toString('base64'),
  (id, at) => id.slice(0, at),
  (id) => id.replace(/^\w+/u, 'secret'),
  (id) => id.replace(/~../u, (escape) => escape.toLowerCase()),
];

export const ids: readonly FuzzClass[] = [
  {
    name: 'ids that are none',
    cases: () => weirdAsIs.filter((id) => !parseRef(id) && !parsePerson(id)).map(nothing),
  },
  { name: 'ids of nothing', cases: () => ofNothing.map(nothing) },
  {
    name: 'people who are nobody',
    cases: () =>
      fc
        .tuple(fc.constantFrom('pin', 'email', 'username', 'account', 'name'), weird)
        .map(([ground, key]) =>
          nothing(`person.${ground}.${encodeURIComponent(key.toWellFormed()).replaceAll('%', '~')}`),
        ),
  },
  {
    name: 'ids that were changed',
    cases: ({ ids: known }) =>
      fc
        .record({
          id: fc.constantFrom(...known),
          mutate: fc.constantFrom(...mutations),
          at: fc.nat({ max: 60 }),
          by: fc.constantFrom('.', '~', '/', '%', '\0', '~2F', '~00', 'x', '\u0430', '~C3', '-', ' '),
        })
        .map(({ id, mutate, at, by }) => mutate(id, Math.min(at, id.length - 1), by))
        .filter((id) => !known.includes(id))
        .map(nothing),
  },
];
