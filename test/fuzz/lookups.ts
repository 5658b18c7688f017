import fc from 'fast-check';
import type { ProblemCode } from '../../src/generated/types.ts';
import { answered, asking, type FuzzCase, type FuzzClass, weird, weirdAsIs } from './case.ts';

const lookUps = [
  ['user', 'username', ['iguazio-main', 'dss-design', 'govern', 'squirro-main']],
  ['user', 'nativeId', ['iguazio-main', 'dss-design', 'govern', 'squirro-main']],
  ['group', 'name', ['iguazio-main', 'dss-design', 'govern', 'squirro-main']],
  ['group', 'nativeId', ['iguazio-main', 'dss-design', 'govern', 'squirro-main']],
  ['project', 'key', ['iguazio-main', 'dss-design', 'squirro-main']],
  ['project', 'nativeId', ['iguazio-main', 'dss-design', 'squirro-main']],
] as const;
const everyLookUp = lookUps.flatMap(([field, by, systems]) =>
  systems.map((system) => ({ field, by, system })),
);

const ofPerson = (email: string, ...codes: ProblemCode[]): FuzzCase => ({
  request: asking('query ($e: String!) { person(email: $e) { id } }', { e: email }),
  expected: answered({ person: null }, ...codes),
});

export const lookups: readonly FuzzClass[] = [
  {
    name: 'names of nothing',
    cases: () =>
      fc.tuple(fc.constantFrom(...everyLookUp), weird).map(([{ field, by, system }, text]) => ({
        request: asking(`query ($t: String!) { ${field}(system: "${system}", ${by}: $t) { id } }`, {
          t: text,
        }),
        expected: answered({ [field]: null }),
      })),
  },
  {
    name: 'systems that are none',
    cases: () =>
      fc.tuple(fc.constantFrom(...everyLookUp), weirdAsIs).map(([{ field, by }, system]) => ({
        request: asking(
          `query ($s: String!) { ${field}(system: $s, ${by}: "ada") { id } system(key: $s) { id } }`,
          {
            s: system,
          },
        ),
        expected: answered({ [field]: null, system: null }, 'BAD_INPUT'),
      })),
  },
  {
    name: 'addresses that are none',
    cases: () => weird.filter((email) => !email.includes('@')).map((email) => ofPerson(email, 'BAD_INPUT')),
  },
  {
    name: 'addresses of nobody',
    cases: () =>
      fc.stringMatching(/^[a-z][a-z0-9+_-]{0,40}$/u).map((local) => ofPerson(`${local}@nobody.example`)),
  },
];
