import { execute, parse, validate } from 'graphql';
import { pino } from 'pino';
import { admit } from '../../src/admission.ts';
import type { Caller, CallerGrant } from '../../src/caller.ts';
import { Changes } from '../../src/changes/changes.ts';
import { ChangesShape } from '../../src/changes/settings.ts';
import { readConfig } from '../../src/config.ts';
import type { VendorName } from '../../src/connectors/index.ts';
import { askerOf, viewerOf } from '../../src/context.ts';
import { buildSchema } from '../../src/contract.ts';
import { openLedger } from '../../src/ledger/open.ts';
import { Census } from '../../src/people/people.ts';
import { peopleRules } from '../../src/people/rules.ts';
import { ProblemError } from '../../src/problems.ts';
import type { Simulator } from '../../src/sandbox/kit.ts';
import { sandboxSystems, simulators } from '../../src/sandbox/simulators.ts';
import { smallWorld, type SystemWorld } from '../../src/sandbox/world.ts';
import { Scope } from '../../src/scope.ts';

export const systemKeys = ['dss-design', 'govern', 'iguazio-main', 'squirro-main'] as const;
export type SystemKey = (typeof systemKeys)[number];

/** An answer, its errors as callers see them. */
export interface Answer {
  // What a query selects is the test's own business.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
  readonly errors: readonly { readonly code: string; readonly path: string; readonly message: string }[];
}

export interface PolicyWorld extends AsyncDisposable {
  readonly upstream: Readonly<Record<SystemKey, Simulator>>;
  /** What the gateway's log said of requests that act as others. */
  readonly log: readonly Record<string, unknown>[];
  askAs(grants: Grants, query: string, more?: More): Promise<Answer>;
}

/** Grants with everything left out that a test does not speak of: on all systems, for all projects. */
export type Grants = readonly Partial<CallerGrant>[];

interface More {
  readonly email?: string;
  readonly name?: string;
  readonly actAs?: string;
  readonly trace?: boolean;
  readonly variables?: Record<string, unknown>;
}

const schema = buildSchema();

/** Four simulators of one world, to be asked as any caller: with the gateway's schema, directory and admission. */
export async function policyWorld(
  world: (vendor: VendorName) => SystemWorld = smallWorld,
): Promise<PolicyWorld> {
  const vendors = Object.keys(sandboxSystems) as VendorName[];
  const started = await Promise.all(
    vendors.map(async (vendor) => ({ vendor, simulator: await simulators[vendor](world(vendor)) })),
  );
  const entries = started.map(({ vendor, simulator: { url, credentials } }) => {
    const { key, signIn } = sandboxSystems[vendor];
    const used = Object.fromEntries(signIn.map((name) => [name, credentials[name]]));
    return [key, { vendor, url, credentials: used }];
  });
  const { systems, people, protectedNames } = readConfig({ systems: Object.fromEntries(entries) });
  const census = new Census(peopleRules(people));
  const log: Record<string, unknown>[] = [];
  const logger = pino(
    { level: 'info' },
    { write: (line: string) => log.push(JSON.parse(line) as Record<string, unknown>) },
  );

  const changes = new Changes({
    ledger: await openLedger({ at: 'MEMORY' }, logger),
    systems,
    protectedNames,
    settings: ChangesShape.parse({ quietMs: 200 }),
    callMs: 10_000,
    budget: { spend: () => Promise.resolve({ remaining: 1, resetSeconds: 1 }) },
    log: logger,
  });

  return {
    log,
    upstream: Object.fromEntries(
      started.map(({ vendor, simulator }) => [sandboxSystems[vendor].key, simulator]),
    ) as unknown as PolicyWorld['upstream'],
    async askAs(grants, query, { email, name = 'key:test', actAs, trace = false, variables } = {}) {
      const caller: Caller = { name, displayName: 'Test', email: email ?? null, grants: grants.map(whole) };
      const document = parse(query);
      const wrong = validate(schema, document);
      if (wrong[0]) throw wrong[0];
      const asker = askerOf(caller);
      const scope = new Scope({ deadline: 20_000, perAccountLimit: 100 });
      try {
        const wishes = { actAs, trace };
        const directory = await admit(
          { systems, scope, census, asker },
          { caller, wishes, document },
          logger,
        );
        const contextValue = { directory, caller, viewer: viewerOf(caller, asker.rights), changes };
        const { data, errors = [] } = await execute({
          schema,
          document,
          contextValue,
          variableValues: variables,
        });
        return {
          data: JSON.parse(JSON.stringify(data)) as unknown,
          errors: errors.map(({ originalError, path, message }) => ({
            code:
              originalError instanceof ProblemError
                ? originalError.problem.code
                : `INTERNAL: ${originalError?.stack}`,
            path: path?.join('.') ?? '',
            message,
          })),
        };
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        return { data: null, errors: [{ code: error.problem.code, path: '', message: error.message }] };
      }
    },
    async [Symbol.asyncDispose]() {
      await changes.stop();
      await changes.ledger.close();
      for (const system of systems) system.close();
      await Promise.all(started.map(({ simulator }) => simulator[Symbol.asyncDispose]()));
    },
  };
}

const whole = (given: Partial<CallerGrant>): CallerGrant => ({
  roles: [],
  scopes: [],
  systems: 'all',
  projects: 'all',
  ...given,
});
