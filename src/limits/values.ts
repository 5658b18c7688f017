import { badInput } from '../problems.ts';
import { within } from './exceeded.ts';
import type { Limits } from './settings.ts';

/** Names that reach an object's prototype where code is careless. Nothing here is called so. */
const PROTOTYPE_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function refusePrototypeName(name: string): void {
  if (PROTOTYPE_NAMES.has(name)) throw badInput(`The name ${name} is not allowed.`);
}

/**
 * Bounds a JSON value before anything is made of it: how long its lists and texts are, and how it names its members. `what`
 * is what the value is called: `The variables`.
 */
export function checkValue(value: unknown, what: string, limits: Limits): void {
  if (typeof value === 'string') checkText(value.length, what, limits);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) checkLength(value.length, what, limits);
  else Object.keys(value).forEach(refusePrototypeName);
  for (const inner of Object.values(value)) checkValue(inner, what, limits);
}

export const checkLength = (length: number, what: string, limits: Limits): void =>
  within('maxListLength', limits, `${what} hold a list of length`, length);

export const checkText = (length: number, what: string, limits: Limits): void =>
  within('maxTextLength', limits, `${what} hold a text of length`, length);
