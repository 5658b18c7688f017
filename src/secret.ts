import { inspect } from 'node:util';
import { z } from 'zod';

/** A credential that cannot be printed by accident: every way to turn it into text gives `[secret]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The credential itself. Call it where a request is made, and keep nothing of it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}

/** A setting that is a credential: text in the configuration, a `Secret` from the moment it is read. */
export const secretSetting = z
  .string()
  .min(1)
  .transform((text) => new Secret(text));
