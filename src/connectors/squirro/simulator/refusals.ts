import { Refusal, type SimResponse } from '../../../sandbox/exchange.ts';

/** An error as Squirro sends it: always a JSON object (squirro.md §3.2). */
export const errorResponse = (status: number, error: string, errors?: readonly string[]): SimResponse => ({
  status,
  json: { error, ...(errors && { errors }) },
});

/** Ends the request with an error. */
export function refuse(status: number, error: string, errors?: readonly string[]): never {
  throw new Refusal(errorResponse(status, error, errors));
}
