import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildASTSchema, type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { connectors } from './connectors/index.ts';
import { guarded } from './guard.ts';
import { resolversFor } from './resolvers/index.ts';

const FOLDER = join(import.meta.dirname, '..', 'schema');

/** The public contract as it is written: every SDL file of `schema/`, in the order of their names. */
export function readContract(): DocumentNode {
  const files = globSync('**/*.graphql', { cwd: FOLDER, exclude: ['released/**'] }).sort();
  return parse(files.map((file) => readFileSync(join(FOLDER, file), 'utf8')).join('\n'));
}

/** The contract with everything behind it; each field is held to what it @requires. */
export function buildSchema(): GraphQLSchema {
  const typeDefs = readContract();
  // Making the schema checks the definitions: that they hold together need not be found out twice.
  const resolvers = resolversFor(
    Object.values(connectors),
    buildASTSchema(typeDefs, { assumeValidSDL: true }),
  );
  const resolverValidationOptions = { requireResolversToMatchSchema: 'error' } as const;
  return guarded(makeExecutableSchema({ typeDefs, resolvers, resolverValidationOptions }));
}
