import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { makeExecutableSchema } from '@graphql-tools/schema';
import got from 'got';
import { readContract } from '../../src/contract.ts';

// The same contract, served as the first page of the manuals has it: Apollo Server and got, both with their defaults. It
// reads accounts and groups of one system, once a request; everything else of the contract is null.
// node bench/verify/baseline.ts URL APIKEY

const [url = '', apiKey = ''] = process.argv.slice(2);

interface User {
  readonly login: string;
  readonly displayName: string;
  readonly email: string;
  readonly groups: readonly string[];
}

interface Reads {
  readonly users: Promise<readonly User[]>;
}

/** Has a default, as in the contract; a null is possible all the same. */
interface Page {
  readonly first?: number | null;
}

const page = <T>(all: readonly T[], { first }: Page) => ({
  nodes: all.slice(0, first ?? undefined),
  edges: [],
  totalCount: { value: all.length, exact: true },
});

const userNode = (user: User) => ({
  ...user,
  __typename: 'User',
  id: `user.${user.login}`,
  nativeId: user.login,
  username: user.login,
});

const groupNode = (name: string) => ({ __typename: 'Group', id: `group.${name}`, nativeId: name, name });

const resolvers = {
  Query: {
    users: async (_root: unknown, args: Page, { users }: Reads) => page((await users).map(userNode), args),
    groups: async (_root: unknown, args: Page, { users }: Reads) =>
      page([...new Set((await users).flatMap(({ groups }) => groups))].map(groupNode), args),
  },
  User: { groups: ({ groups }: User, args: Page) => page(groups.map(groupNode), args) },
  Group: {
    members: async ({ name }: { readonly name: string }, args: Page, { users }: Reads) =>
      page((await users).filter(({ groups }) => groups.includes(name)).map(userNode), args),
  },
};

const schema = makeExecutableSchema({ typeDefs: readContract(), resolvers });
const apollo = new ApolloServer<Reads>({ schema });
const headers = { authorization: `Basic ${btoa(`${apiKey}:`)}` };
const { url: address } = await startStandaloneServer(apollo, {
  listen: { port: 0, host: '127.0.0.1' },
  context: () => {
    const users = got(`${url}/public/api/admin/users/`, { headers }).json<readonly User[]>();
    users.catch(() => undefined); // whoever asks for them is told
    return Promise.resolve({ users });
  },
});
process.stdout.write(`${JSON.stringify({ gateway: { url: address } })}\n`);
