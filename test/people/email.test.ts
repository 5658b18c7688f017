import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAddress, readAddress, readDomain } from '../../src/people/email.ts';

const read = (text: string) => {
  const address = readAddress(text);
  return address && formatAddress(address);
};

test.for([
  ['Grace@Example.ORG', 'grace@example.org'],
  [' ada@example.org\t', 'ada@example.org'],
  ['ada@example.org.', 'ada@example.org'],
  ['"ada"@example.org', 'ada@example.org'],
  ['"a\\da"@example.org', 'ada@example.org'],
  ['"Ada Lovelace"@example.org', '"ada lovelace"@example.org'],
  ['"a@b"@example.org', '"a@b"@example.org'],
  ['"a\\"b"@example.org', '"a\\"b"@example.org'],
  ['max@M\u00dcNCHEN.example', 'max@xn--mnchen-3ya.example'],
  ['ro\u0301zsa@example.org', 'r\u00f3zsa@example.org'],
  ['\uff41da@\uff45xample\uff0eorg', '\uff41da@example.org'],
  ['ada+dss@example.org', 'ada+dss@example.org'],
  ['stra\u00dfe@example.org', 'stra\u00dfe@example.org'],
] as const)('%j is the address %s', ([text, address]) => {
  expect(read(text)).toBe(address);
});

test.for([
  '',
  ' ',
  'none',
  'n/a',
  '@',
  'ada@',
  '@example.org',
  'ada@@example.org',
  'ada@localhost',
  'ada@host.localdomain',
  'ada@nowhere.invalid',
  'ada@server',
  'ada@10.0.0.1',
  'ada@[10.0.0.1]',
  'ada@example..org',
  'ada@-example.org',
  'ada@example.org:25',
  'ada@exa%6Dple.org',
  'ada grace@example.org',
  'Ada <ada@example.org>',
  'ada@example.org;grace@example.org',
  'ada@example.org, grace@example.org',
  'a\u200bda@example.org',
  '\u202eada@example.org',
  'a\u0000da@example.org',
  '""@example.org',
  '"ada@example.org',
  `${'a'.repeat(400)}@example.org`,
  `ada@${'a'.repeat(64)}.org`,
])('%j is no address', (text) => {
  expect(readAddress(text)).toBeUndefined();
});

test('an address reads as itself, however often', () => {
  const text = fc.oneof(
    fc.emailAddress(),
    fc.string({ unit: 'binary', maxLength: 20 }).map((local) => `${local}@example.org`),
    fc.string({ unit: 'grapheme', maxLength: 12 }).map((host) => `ada@${host}.example.org`),
    fc.string({ unit: 'binary', maxLength: 20 }).map((local) => `"${local}"@example.org`),
  );
  fc.assert(
    fc.property(text, (spelled) => {
      const once = read(spelled);
      if (once !== undefined) expect(read(once)).toBe(once);
    }),
    { numRuns: 2_000 },
  );
});

test('every e-mail address that people use is one, and case does not matter', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (address) => {
      expect(read(address.toUpperCase())).toBe(address.toLowerCase());
    }),
    { numRuns: 500 },
  );
});

test('local parts of other letters are other mailboxes', () => {
  const letters = [...'aAbß\u00e4\u0430\u0410\u03b1\uff41ıİſKk²'];
  const local = fc
    .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 4 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(local, local, (a, b) => {
      const isOne = a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase();
      expect(read(`${a}@example.org`) === read(`${b}@example.org`)).toBe(isOne);
    }),
    { numRuns: 2_000 },
  );
});

test('a domain in Unicode is its punycode', () => {
  expect(readDomain('例え.example')).toBe('xn--r8jz45g.example');
  expect(readDomain('xn--r8jz45g.example')).toBe('xn--r8jz45g.example');
  expect(readDomain('\u0430pple.example')).not.toBe(readDomain('apple.example'));
});
