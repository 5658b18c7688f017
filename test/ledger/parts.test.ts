import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../src/ledger/entries.ts';
import { newOperationId } from '../../src/ledger/ids.ts';
import { sealingWith } from '../../src/ledger/sealing.ts';
import { Secret } from '../../src/secret.ts';

describe('an operation’s id', () => {
  test('is a UUID of version 7, and sorts after every one before', () => {
    const ids = Array.from({ length: 10_000 }, newOperationId);

    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids)).toHaveLength(ids.length);
    for (const id of ids)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u);
  });

  test('tells when it was made', () => {
    const before = Date.now();
    const time = parseInt(newOperationId().replace('-', '').slice(0, 12), 16);

    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now() + 10);
  });
});

describe('what is sealed', () => {
  const key = new Secret('a key of more than thirty-two characters');
  const secrets = { password: 'hush', token: { of: ['Zoë', null] } };

  test('opens with the same key, for the same step of the same operation, and for no other', () => {
    const sealed = sealingWith(key).seal('a', 1, secrets);

    expect(sealingWith(key).open('a', 1, sealed)).toEqual(secrets);
    expect(sealingWith(key).open('a', 2, sealed)).toBeNull();
    expect(sealingWith(key).open('b', 1, sealed)).toBeNull();
    expect(sealingWith(new Secret('another key of more than 32 characters')).open('a', 1, sealed)).toBeNull();
    expect(sealingWith(undefined).open('a', 1, sealed)).toBeNull();
  });

  test('does not open when a byte of it is another, or some are missing', () => {
    const sealing = sealingWith(undefined);
    const sealed = sealing.seal('a', 1, secrets);

    for (const i of sealed.keys()) {
      expect(
        sealing.open(
          'a',
          1,
          sealed.map((byte, at) => (at === i ? byte ^ 1 : byte)),
        ),
      ).toBeNull();
      expect(sealing.open('a', 1, sealed.subarray(0, i))).toBeNull();
    }
  });

  test('is never the same twice', () => {
    const sealing = sealingWith(key);

    expect(sealing.seal('a', 1, secrets)).not.toEqual(sealing.seal('a', 1, secrets));
  });
});

test('canonical JSON is one text for one value, and reads as that value', () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([name, inner]) => [name, shuffled(inner)]),
    );
  };

  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonical(value);
      expect(canonical(shuffled(value))).toBe(text);
      expect(canonical(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 500, seed: 20_261_127 },
  );
});
