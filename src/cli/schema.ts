import { makeExecutableSchema } from '@graphql-tools/schema';
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
} from 'graphql';
import { readContract } from '../contract.ts';
import type { Command } from './options.ts';

/** The whole contract as one text, with what each field requires, in an order that does not depend on files. */
export function printedSchema(): string {
  const contract = readContract();
  const sorted = lexicographicSortSchema(makeExecutableSchema({ typeDefs: contract }));
  const labels = labelsIn(contract);
  const labelled = parse(printSchema(sorted)).definitions.map((definition) => {
    const within = (member: Member): Member => {
      const label = labels.get(`${nameOf(definition)}.${member.name.value}`);
      return label ? { ...member, directives: [...(member.directives ?? []), label] } : member;
    };
    const { fields, values } = definition as Owner;
    return {
      ...definition,
      ...(fields && { fields: fields.map(within) }),
      ...(values && { values: values.map(within) }),
    };
  });
  return `${print({ kind: Kind.DOCUMENT, definitions: labelled as DefinitionNode[] })}\n`;
}

type Member = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;

/** What may hold labelled members. */
interface Owner {
  readonly fields?: readonly Member[];
  readonly values?: readonly Member[];
}

const nameOf = (definition: DefinitionNode) => ('name' in definition ? definition.name.value : undefined);

/** The labels of a document, which graphql-js leaves out when it prints a schema, by coordinate. */
function labelsIn({ definitions }: DocumentNode): ReadonlyMap<string, ConstDirectiveNode> {
  const labels = new Map<string, ConstDirectiveNode>();
  for (const definition of definitions) {
    const { fields = [], values = [] } = definition as Owner;
    for (const { name, directives } of [...fields, ...values]) {
      const label = directives?.find((directive) => directive.name.value === 'requires');
      if (label) labels.set(`${nameOf(definition)}.${name.value}`, label);
    }
  }
  return labels;
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
