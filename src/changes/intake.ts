import {
  getNamedType,
  getNullableType,
  GraphQLID,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
} from 'graphql';
import type { System } from '../connector.ts';
import type { Directory } from '../directory.ts';
import type { Kind, Ref } from '../model/ref.ts';
import { parseRef } from '../model/ref.ts';
import { ProblemError } from '../problems.ts';

/** What an id in an input is of, by the name of its field. */
const KINDS: Readonly<Record<string, readonly Kind[]>> = {
  user: ['user'],
  users: ['user'],
  members: ['user'],
  group: ['group'],
  groups: ['group'],
  primaryGroup: ['group'],
  member: ['user', 'group'],
  project: ['project'],
  projects: ['project'],
  workspace: ['workspace'],
};

/** An id as it stood in an input. */
export interface Place {
  readonly ref: Ref;
  readonly path: readonly string[];
}

/** An input as it is handed on: ids are refs, and what was null is left out. */
export interface Intake {
  readonly system: System;
  readonly input: Readonly<Record<string, unknown>>;
  /** Every id in it. */
  readonly places: readonly Place[];
}

const wrong = (path: readonly string[], message: string) =>
  new ProblemError('BAD_INPUT', { message, field: path });

/**
 * Reads an input: it names one system, by key or by the ids in it. BAD_INPUT with the field that is to blame.
 */
export function readInput(
  type: GraphQLInputObjectType,
  given: Readonly<Record<string, unknown>>,
  directory: Directory,
): Intake {
  const places: Place[] = [];
  const input = readObject(type, given, [], places);
  checkKey(input['idempotencyKey']);
  const named = typeof input['system'] === 'string' ? input['system'] : undefined;
  const key = named ?? places[0]?.ref.system;
  if (key === undefined) throw wrong([], 'The input names nothing: give at least one id.');
  const system = directory.findSystem(key);
  if (!system) {
    const known = directory.systems.map((one) => one.key).join(', ');
    const path = named === undefined ? (places[0]?.path ?? []) : ['system'];
    throw wrong(path, `There is no system ${JSON.stringify(key)}. Known systems: ${known}.`);
  }
  const stray = places.find(({ ref }) => ref.system !== key);
  if (stray) throw wrong(stray.path, `\`${stray.path.join('.')}\` is of another system than ${key}.`);
  return { system, input, places };
}

function readObject(
  type: GraphQLInputObjectType,
  given: Readonly<Record<string, unknown>>,
  path: readonly string[],
  places: Place[],
): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(type.getFields())) {
    const value = given[name];
    if (value != null) read[name] = readValue(field.type, value, name, [...path, name], places);
  }
  return read;
}

function readValue(
  type: GraphQLInputType,
  value: unknown,
  name: string,
  path: readonly string[],
  places: Place[],
): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const inner = nullable.ofType as GraphQLInputType;
    const items = value as readonly unknown[];
    return distinct(
      items.map((item, index) => readValue(inner, item, name, [...path, String(index)], places)),
      getNamedType(inner) === GraphQLID,
    );
  }
  if (isInputObjectType(nullable))
    return readObject(nullable, value as Readonly<Record<string, unknown>>, path, places);
  if (nullable !== GraphQLID) return checkText(value, path);
  const ref = readRef(String(value), name, path);
  places.push({ ref, path });
  return ref;
}

/** An id named twice is meant once. */
function distinct(items: readonly unknown[], areIds: boolean): readonly unknown[] {
  if (!areIds) return items;
  const seen = new Set<string>();
  return items.filter((item) => {
    const { kind, native } = item as Ref;
    const name = `${kind}.${native}`;
    return !seen.has(name) && seen.add(name);
  });
}

function readRef(id: string, name: string, path: readonly string[]): Ref {
  const kinds = KINDS[name] ?? [];
  const ref = parseRef(id);
  const where = `\`${path.join('.')}\``;
  if (!ref) throw wrong(path, `${where} is not an id. Take it from an object's \`id\`, unchanged.`);
  if (!kinds.includes(ref.kind))
    throw wrong(path, `${where} is the id of a ${ref.kind}; it must be of a ${kinds.join(' or a ')}.`);
  return ref;
}

// Control characters end up in headers, logs and file names; no vendor takes them in names or addresses.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u;
const NAMES: ReadonlySet<string> = new Set(['username', 'name', 'newPassword', 'title', 'idempotencyKey']);

function checkText(value: unknown, path: readonly string[]): unknown {
  if (typeof value !== 'string') return value;
  const where = `\`${path.join('.')}\``;
  if (CONTROL.test(value)) throw wrong(path, `${where} holds a control character.`);
  if (!value.isWellFormed()) throw wrong(path, `${where} holds half a character.`);
  if (NAMES.has(path.at(-1) ?? '') && value.trim() === '') throw wrong(path, `${where} must not be empty.`);
  return value;
}

const LONGEST_KEY = 255;

function checkKey(key: unknown): void {
  if (typeof key === 'string' && key.length > LONGEST_KEY)
    throw wrong(
      ['idempotencyKey'],
      `\`idempotencyKey\` has ${key.length} characters; the maximum is ${LONGEST_KEY}.`,
    );
}
