import type { JsonObject } from '../../json.ts';

// What is sent: §4.1 and §4.4.

export interface Reference {
  readonly type: 'user' | 'user_group' | 'project';
  readonly id: string;
}

const references = (type: Reference['type']) => (ids: readonly string[]) => ({
  data: ids.map((id): Reference => ({ type, id })),
});

export const toUsers = references('user');
export const toGroups = references('user_group');

/** `null`: none; a way to say so that the platform takes as well as an empty id (§7.6). */
export const toOne = (type: Reference['type'], id: string | null) => ({
  data: id === null ? null : ({ type, id } satisfies Reference),
});

/** No id: the path carries it. A relationship that is not named is left alone. */
export const toDocument = (type: string, attributes: JsonObject, relationships: object = {}) => ({
  data: { type, attributes, relationships },
});
