import fc from 'fast-check';
import { answered, type Expected, type FuzzClass, JSON_TYPE, refused } from './case.ts';

const body = '{"query":"{ __typename }"}';
const NEW_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

/** What a header may hold on the wire. */
const value = fc
  .string({
    unit: fc.constantFrom(
      ...Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)),
      ' ',
      '\t',
      '\u00e9',
      '\u00ff',
    ),
    minLength: 1,
    maxLength: 120,
  })
  .map((text) => text.trim())
  .filter((text) => text !== '');

const withHeader = (name: string, values: fc.Arbitrary<string>, expected: Expected) =>
  values.map((text) => ({ request: { headers: { ...JSON_TYPE, [name]: text }, body }, expected }));

const good = answered({ __typename: 'Query' });

export const headers: readonly FuzzClass[] = [
  {
    name: 'hosts and origins that are not ours',
    cases: () =>
      fc.oneof(
        withHeader('host', value, refused(403, 'NOT_PERMITTED', 'The Host header')),
        withHeader('origin', value, refused(403, 'NOT_PERMITTED', 'The Origin header')),
      ),
  },
  {
    name: 'ids of requests',
    cases: () =>
      fc.oneof(
        withHeader(
          'x-request-id',
          value.filter((text) => !/^[A-Za-z0-9-]{8,64}$/u.test(text)),
          { ...good, headers: { 'x-request-id': NEW_ID } },
        ),
        fc.stringMatching(/^[A-Za-z0-9-]{8,64}$/u).map((id) => ({
          request: { headers: { ...JSON_TYPE, 'x-request-id': id }, body },
          expected: { ...good, headers: { 'x-request-id': id } },
        })),
      ),
  },
  {
    name: 'media types and encodings',
    cases: () =>
      fc.oneof(
        withHeader(
          'content-type',
          value.filter((text) => !/application\/json/iu.test(text)),
          refused(415, 'BAD_INPUT'),
        ),
        withHeader('content-encoding', value, refused(415, 'BAD_INPUT', 'without Content-Encoding')),
      ),
  },
  {
    name: 'headers of ours that do not exist',
    cases: () =>
      fc.tuple(fc.stringMatching(/^[a-z]{1,20}$/u), value).map(([name, text]) => ({
        request: { headers: { ...JSON_TYPE, [`rollcall-x${name}`]: text }, body },
        expected: refused(400, 'BAD_INPUT', `There is no header "rollcall-x${name}"`),
      })),
  },
  {
    name: 'headers of proxies that are not there',
    cases: () =>
      fc
        .tuple(
          fc.constantFrom(
            'x-forwarded-for',
            'x-forwarded-host',
            'forwarded',
            'x-real-ip',
            'x-http-method-override',
            'x-original-url',
          ),
          value,
        )
        .map(([name, text]) => ({
          request: { headers: { ...JSON_TYPE, [name]: text }, body },
          expected: good,
        })),
  },
];
