import { expect, test } from 'vitest';
import { stage } from '../support.ts';

test.for([
  ['{ a: users { nodes { username } } b: users(filter: { isAdmin: true }) { nodes { username } } }', {}],
  [
    'query ($filter: UserFilter) { a: users { nodes { id } } b: users(filter: $filter) { nodes { id } } }',
    { filter: { not: { isAdmin: true } } },
  ],
] as const)(
  'accounts are listed once, also where only a filter needs to know more: %s',
  async ([query, variables]) => {
    await using world = await stage();

    const { errors } = await world.ask(query, variables);

    const lists = world.upstream['iguazio-main'].requests.filter(({ path }) =>
      path.startsWith('/api/users?'),
    );
    expect(errors).toEqual([]);
    expect(lists).toHaveLength(1);
  },
);
