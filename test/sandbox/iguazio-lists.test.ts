import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idOf, namesOf, startIguazio } from './iguazio-requests.ts';

test.for<[filter: string, usernames: readonly string[]]>([
  ['filter%5Busername%5D=grace', ['grace']],
  ['filter[username]=grace', ['grace']],
  ['filter%5Busername%5D=Grace', []],
  ['filter%5Busername%5D=gra', []],
  ['filter%5Bemail%5D=annie%40example.org', ['aeasley']],
  ['filter%5Buid%5D=0', []],
  ['filter%5Bjob_title%5D=Senior%20analyst', ['katherine']],
  ['filter%5Bjob_title%5D=Senior+analyst', ['katherine']],
  ['filter%5Bjob_title%5D=Engineer&filter%5Badmin_status%5D=down', ['charles']],
  ['filter%5Badmin_status%5D=%5B%24ne%5Dup', ['charles']],
  ['filter%5Blast_activity%5D=%5B%24gt%5D2026-11-21T00%3A00%3A00Z', ['ada', 'katherine', 'rollcall']],
  ['filter%5Bassigned_policies%5D=%5B%24contains_any%5DSecurity%20Admin%2CData', ['ada', 'rollcall']],
  ['filter%5Bemail%5D=%5B%24contains_istr%5DKATH', ['katherine']],
  ['filter%5Busername%5D=%5B%24match-i%5D%5E.*rAd.*%24', ['konrad']],
])('users filtered by %s are %j', async ([filter, usernames]) => {
  await using iguazio = await startIguazio();
  const { many } = await iguazio.call('GET', `/api/users?${filter}`);
  expect(namesOf(many.data).toSorted()).toEqual(usernames);
});

test('a filter with $ne lets through what lacks the attribute', async () => {
  await using iguazio = await startIguazio();
  const { many } = await iguazio.call('GET', '/api/users?filter%5Blast_activity%5D=%5B%24ne%5Dnever');
  expect(namesOf(many.data)).toContain('edsger');
});

test.for<[sort: string, first: string, last: string]>([
  ['username', 'ada', 'rollcall'],
  ['-username', 'rollcall', 'ada'],
  ['last_activity', 'charles', 'edsger'],
  ['-last_activity', 'ada', 'edsger'],
  ['admin_status,-username', 'charles', 'ada'],
])('users sorted by %s run from %s to %s', async ([sort, first, last]) => {
  await using iguazio = await startIguazio();
  const { many } = await iguazio.call('GET', `/api/users?sort=${encodeURIComponent(sort)}`);
  expect([many.data[0], many.data.at(-1)].map((user) => user?.attributes['username'])).toEqual([first, last]);
});

test('a page says how many pages there are, which it is, and on request how many records', async () => {
  await using iguazio = await startIguazio();
  const { many } = await iguazio.call(
    'GET',
    '/api/users?sort=username&page%5Bnumber%5D=1&page%5Bsize%5D=4&count=records',
  );
  expect(namesOf(many.data)).toEqual(['claude.shannon', 'edsger', 'emmy', 'grace']);
  expect(many.meta).toEqual({ ctx: expect.any(String), total_pages: 3, page_number: 1, records: 11 });
});

test('a page past the end is empty, and one without a size holds fifty', async () => {
  await using iguazio = await startIguazio();
  const past = await iguazio.call('GET', '/api/users?page%5Bnumber%5D=3&page%5Bsize%5D=4');
  const plain = await iguazio.call('GET', '/api/users?page%5Bnumber%5D=0');
  expect(past.many.data).toEqual([]);
  expect(plain.many.data).toHaveLength(11);
  expect(plain.many.meta['total_pages']).toBe(1);
});

test('page[of] finds the page that holds an id', async () => {
  await using iguazio = await startIguazio();
  const id = await idOf(iguazio.call, 'users', 'grace');
  const { many } = await iguazio.call('GET', `/api/users?sort=username&page%5Bsize%5D=3&page%5Bof%5D=${id}`);
  expect(namesOf(many.data)).toEqual(['emmy', 'grace', 'katherine'].toSorted());
  expect(many.meta['page_number']).toBe(2);
});

test('pages of any size, in any order and under any filter, hold every match exactly once', async () => {
  await using iguazio = await startIguazio();
  const sorts = ['', 'username', '-email', 'admin_status', '-last_activity,uid'];
  const filters = [[''], ['filter[admin_status]=up'], ['filter[email]=[$contains_istr]A']];
  const whole = async (filter: string) =>
    (await iguazio.call('GET', `/api/users?${encodeURI(filter)}`)).many.data.map(({ id }) => id).toSorted();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 13 }),
      fc.constantFrom(...sorts),
      fc.constantFrom(...filters.flat()),
      async (size, sort, filter) => {
        const ids: string[] = [];
        for (let number = 0, pages = 1; number < pages; number++) {
          const query = `sort=${sort}&page[size]=${size}&page[number]=${number}&${encodeURI(filter)}`;
          const { many } = await iguazio.call('GET', `/api/users?${query}`);
          ids.push(...many.data.map(({ id }) => id));
          pages = Number(many.meta['total_pages']);
        }
        expect(ids.toSorted()).toEqual(await whole(filter));
      },
    ),
    { numRuns: 200 },
  );
});

test.for([
  '/api/users?filter%5Bshoe_size%5D=44',
  '/api/users?filter%5Busername%5D=%5B%24like%5Dada',
  '/api/users?filter%5Busername%5D=%5B%24match-i%5D(',
  '/api/users?include=shoes',
  '/api/users?include=user_groups.shoes',
  '/api/users?include=constructor',
  '/api/users?sort=shoe_size',
  '/api/users?page%5Bsize%5D=0',
  '/api/users?page%5Bsize%5D=many',
  '/api/users?page%5Bnumber%5D=-1',
])('%s is refused with 400', async (path) => {
  await using iguazio = await startIguazio();
  const answer = await iguazio.call('GET', path);
  expect(answer.status).toBe(400);
  expect(answer.one.errors[0]?.status).toBe(400);
});
