import { z } from 'zod';
import type { JsonObject } from '../../json.ts';
import type { Intent } from '../../operation.ts';
import type { AnyChange, Change } from '../../writing.ts';
import type { Client } from './client.ts';

/** A kind of write: how an intent of it is put down, and the change that is made of one again. */
export interface WriteKind<A extends JsonObject, S extends JsonObject | undefined> {
  readonly name: string;
  intent(args: A, secrets: S): Intent;
  change(client: Client, intent: Intent): AnyChange;
}

/** A change; what `judge` and `write` are given is what `read` gives. */
export const change = <S>(made: Change<S>): Change<S> => made;

/** A kind whose intents may hold secrets. */
export const secretWriteKind = <A extends JsonObject, S extends JsonObject | undefined>(
  name: string,
  shapes: { readonly args: z.ZodType<A>; readonly secrets: z.ZodType<S> },
  toChange: (client: Client, args: A, secrets: S) => AnyChange,
): WriteKind<A, S> => ({
  name,
  intent: (args, secrets) => ({ write: name, args, secrets }),
  change: (client, { args, secrets }) =>
    toChange(client, shapes.args.parse(args), shapes.secrets.parse(secrets)),
});

/** A kind whose intents hold none. */
export function writeKind<A extends JsonObject>(
  name: string,
  args: z.ZodType<A>,
  toChange: (client: Client, args: A) => AnyChange,
) {
  const { intent, ...kind } = secretWriteKind(name, { args, secrets: z.undefined() }, toChange);
  return { ...kind, intent: (given: A) => intent(given, undefined) };
}
