import { makeExecutableSchema } from '@graphql-tools/schema';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { readContract } from '../contract.ts';
import type { Command } from './options.ts';

/** The whole contract as one text, in an order that does not depend on files. */
export function printedSchema(): string {
  const schema = makeExecutableSchema({ typeDefs: readContract() });
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

export const schema: Command<Record<never, never>> = {
  about: 'prints the GraphQL schema, for generators of types and for reviews',
  options: {},
  examples: [
    ['rollcall schema > schema.graphql', 'keeps the contract beside the code that is generated from it'],
  ],

  run() {
    process.stdout.write(printedSchema());
    return Promise.resolve(0);
  },
};
