import { type GraphQLSchema, isObjectType } from 'graphql';
import type { Connector, DetailReaders } from '../connector.ts';
import type { Context } from '../context.ts';
import type { Details } from '../model/types.ts';

type DetailResolver = (of: Details, args: unknown, context: Context) => unknown;
type DetailResolvers = Record<string, Record<string, DetailResolver>>;

/** The vendors' own fields: what a connector reads is asked of the session that the object came from. */
export function detailResolvers(connectors: readonly Connector[], contract: GraphQLSchema): DetailResolvers {
  const resolvers: DetailResolvers = {};
  for (const { details } of connectors) {
    for (const [name, readers] of Object.entries(details)) {
      const type = contract.getType(name);
      const hasSystem = isObjectType(type) && 'system' in type.getFields();
      resolvers[name] = { ...(hasSystem ? { system: systemOf } : {}), ...fieldsOf(readers) };
    }
  }
  return resolvers;
}

const systemOf: DetailResolver = ({ system }, _args, { directory }) => directory.requireSystem(system);

function fieldsOf(readers: DetailReaders[string]): Record<string, DetailResolver> {
  return Object.fromEntries(
    Object.entries(readers).map(([field, read]) => [
      field,
      (of, args, { directory }) => read(of as never, args as never, directory.session(of.system) as never),
    ]),
  );
}
