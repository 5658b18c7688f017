import { z } from 'zod';
import type { SimRequest } from '../../../../sandbox/exchange.ts';
import { listed, Names, objections, orElse, orNothing, readBody, refuse } from '../replies.ts';
import type { Artifact } from './artifacts.ts';

const FieldFilter = z.object({
  type: z.literal('field'),
  conditionType: z.enum(['EQUALS', 'CONTAINS', 'START_WITH', 'END_WITH']),
  condition: orElse(z.string(), ''),
  /** Without, the name is meant. */
  fieldId: orNothing(z.string()),
  negateCondition: orElse(z.boolean(), false),
  caseSensitive: orElse(z.boolean(), false),
});

const Filter = z.discriminatedUnion('type', [
  z.object({ type: z.literal('blueprints'), blueprintIds: orElse(Names, []) }),
  z.object({
    type: z.literal('blueprintVersions'),
    blueprintVersionIds: orElse(z.array(z.object({ blueprintId: z.string(), versionId: z.string() })), []),
  }),
  z.object({ type: z.literal('artifacts'), artifactIds: orElse(Names, []) }),
  FieldFilter,
  z.object({ type: z.literal('archived'), isArchived: z.boolean() }),
]);
type Filter = z.infer<typeof Filter>;

const Column = z.discriminatedUnion('type', [
  z.object({ type: z.literal('name') }),
  z.object({ type: z.literal('workflow') }),
  z.object({
    type: z.literal('field'),
    fields: orElse(z.array(z.object({ blueprintId: z.string(), fieldId: z.string() })), []),
  }),
]);

const Search = z.object({
  artifactSearchSource: z.object({ type: z.literal('all') }),
  artifactFilters: orElse(z.array(Filter), []),
  artifactSearchSort: orNothing(z.object({ direction: z.enum(['ASC', 'DESC']), column: Column })),
  artifactSearchPagination: orElse(
    z.object({ pageSize: z.int().positive(), lastArtifactId: z.string().nullish() }),
    { pageSize: 20, lastArtifactId: null },
  ),
});

/** One page of the artifacts that pass every filter (A3). The page goes on after the last artifact of the one before. */
export function search(
  artifacts: Iterable<Artifact>,
  request: Pick<SimRequest, 'rawBody'>,
): { found: Artifact[]; hasNextPage: boolean } {
  const { artifactFilters, artifactSearchSort: sort, artifactSearchPagination } = readBody(request, Search);
  const passing = listed(artifacts).filter((one) => artifactFilters.every((filter) => passes(one, filter)));
  if (sort) {
    const sign = sort.direction === 'ASC' ? 1 : -1;
    const keyed = passing.map((one) => ({ one, key: sortKey(one, sort.column) }));
    keyed.sort((a, b) => sign * a.key.localeCompare(b.key));
    passing.splice(0, passing.length, ...keyed.map(({ one }) => one));
  }
  const { pageSize, lastArtifactId } = artifactSearchPagination;
  const start =
    (lastArtifactId ?? null) === null ? 0 : 1 + passing.findIndex(({ id }) => id === lastArtifactId);
  if (start === 0 && (lastArtifactId ?? null) !== null) {
    refuse(objections.illegal(`Artifact '${lastArtifactId}' is not among those found`));
  }
  return { found: passing.slice(start, start + pageSize), hasNextPage: passing.length > start + pageSize };
}

function passes(artifact: Artifact, filter: Filter): boolean {
  const { id, blueprintVersionId, archived } = artifact;
  switch (filter.type) {
    case 'blueprints':
      return filter.blueprintIds.includes(blueprintVersionId.blueprintId);
    case 'blueprintVersions':
      return filter.blueprintVersionIds.some(
        ({ blueprintId, versionId }) =>
          blueprintId === blueprintVersionId.blueprintId && versionId === blueprintVersionId.versionId,
      );
    case 'artifacts':
      return filter.artifactIds.includes(id);
    case 'archived':
      return archived === filter.isArchived;
    case 'field':
      return matches(artifact, filter) !== filter.negateCondition;
  }
}

function matches(artifact: Artifact, filter: z.infer<typeof FieldFilter>): boolean {
  const { conditionType, condition, fieldId, caseSensitive } = filter;
  const fold = (text: string) => (caseSensitive ? text : text.toLowerCase());
  const wanted = fold(condition);
  return valuesOf(artifact, fieldId).some((value) => {
    const text = fold(value);
    switch (conditionType) {
      case 'EQUALS':
        return text === wanted;
      case 'CONTAINS':
        return text.includes(wanted);
      case 'START_WITH':
        return text.startsWith(wanted);
      case 'END_WITH':
        return text.endsWith(wanted);
    }
  });
}

/** The texts of a field, which may hold several; of the name, when no field is meant. */
function valuesOf({ name, fields }: Artifact, fieldId: string | undefined): string[] {
  if (fieldId === undefined) return [name];
  const value = fields[fieldId] ?? [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function sortKey(artifact: Artifact, column: z.infer<typeof Column>): string {
  switch (column.type) {
    case 'name':
      return artifact.name;
    case 'workflow':
      return artifact.status?.stepId ?? '';
    case 'field': {
      const { blueprintId } = artifact.blueprintVersionId;
      const field = column.fields.find((one) => one.blueprintId === blueprintId);
      return field ? (valuesOf(artifact, field.fieldId)[0] ?? '') : '';
    }
  }
}
