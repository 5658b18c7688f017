import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { ConfigError } from '../../src/config/mistakes.ts';
import { rulesOf } from './accounts.ts';

/** The mistakes of a configuration of two systems with this `people` block. */
function mistakesIn(people: unknown): string[] {
  const system = { vendor: 'dataiku-dss', url: 'http://127.0.0.1:1', credentials: { apiKey: 'key' } };
  try {
    readConfig({ systems: { dss: system, igz: system }, people });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.mistakes.map(({ path, message }) => `${path} ${message}`);
  }
}

describe('the configuration', () => {
  test('may say nothing about people', () => {
    expect(mistakesIn(undefined)).toEqual([]);
  });

  test('may say all of it', () => {
    expect(
      mistakesIn({
        subAddressing: ['Example.org', 'bücher.example'],
        ignoredDots: ['mail.example'],
        sharedMailboxes: ['team@example.org', 'lab@', '@lists.example.org'],
        serviceAccounts: ['rollcall'],
        usernames: [['dss', 'igz']],
        pins: {
          same: [{ name: 'ada', accounts: ['user.dss.ada', 'user.igz.countess'] }],
          different: [['user.dss.ada', 'user.dss.ada2']],
        },
      }),
    ).toEqual([]);
  });

  test('is told of every mistake at once', () => {
    expect(
      mistakesIn({
        subAddressing: ['not a domain'],
        sharedMailboxes: ['team'],
        usernames: [['dss']],
        pins: { same: [{ name: 'Ada', accounts: ['ada', 'user.dss.ada'] }], different: [] },
        unheardOf: true,
      }),
    ).toEqual([
      'people.subAddressing.0 must be a domain such as example.org',
      'people.sharedMailboxes.0 must be team@example.org, team@ (of every domain) or @lists.example.org',
      'people.usernames.0 must be a list of two',
      'people.pins.same.0.name must be a lower-case letter, then up to 39 lower-case letters, digits and dashes',
      'people.pins.same.0.accounts.0 must be the id of an account, as User.id shows it',
      'people.unheardOf there is no such setting',
    ]);
  });

  test('may not name a system that there is not', () => {
    expect(
      mistakesIn({
        usernames: [['dss', 'igx']],
        pins: { different: [['user.dss.ada', 'user.gov.ada']] },
      }),
    ).toEqual([
      'people.usernames.0.1 names a system that is not configured; did you mean "igz"?',
      'people.pins.different.0.1 names a system that is not configured',
    ]);
  });

  test('may not pair a system with itself', () => {
    expect(mistakesIn({ usernames: [['dss', 'dss']] })).toEqual([
      'people.usernames.0 names one system twice',
    ]);
  });

  test('may not hold pins that contradict each other', () => {
    expect(
      mistakesIn({
        pins: {
          same: [
            { name: 'ada', accounts: ['user.dss.ada', 'user.igz.ada', 'user.igz.ada'] },
            { name: 'grace', accounts: ['user.dss.grace', 'user.igz.ada'] },
            { name: 'ada', accounts: ['user.dss.max', 'user.igz.max'] },
          ],
          different: [
            ['user.igz.ada', 'user.dss.ada'],
            ['user.dss.eve', 'user.dss.eve'],
          ],
        },
      }),
    ).toEqual([
      'people.pins.same.0.accounts.2 stands here twice',
      'people.pins.same.1.accounts.1 is pinned to ada as well',
      'people.pins.same.2.name is the name of another pin as well',
      'people.pins.different.0 contradicts the pin ada, which says they are the same',
      'people.pins.different.1 names one account twice',
    ]);
  });
});

test('a tag and dots are set aside only where the configuration says so', () => {
  const rules = rulesOf({ subAddressing: ['example.org'], ignoredDots: ['mail.example'] });

  expect(rules.mailboxOf('a.da+x@example.org')).toBe('a.da@example.org');
  expect(rules.mailboxOf('a.da+x@mail.example')).toBe('ada+x@mail.example');
  expect(rules.mailboxOf('a.da+x@other.example')).toBe('a.da+x@other.example');
  expect(rules.mailboxOf('+x@example.org')).toBe('+x@example.org');
});

test('systems whose usernames count are linked from one pair to the next', () => {
  const { usernameSources, usernamesCount } = rulesOf({
    usernames: [
      ['sqr', 'igz'],
      ['gov', 'igz'],
      ['x', 'y'],
    ],
  });

  expect(Object.fromEntries(usernameSources)).toEqual({ sqr: 'gov', igz: 'gov', gov: 'gov', x: 'x', y: 'x' });
  expect(usernamesCount('igz' as never, 'gov' as never)).toBe(true);
  expect(usernamesCount('sqr' as never, 'gov' as never)).toBe(false);
});
