import type { VendorName } from '../../src/connectors/index.ts';
import type { Simulator } from '../../src/sandbox/kit.ts';
import type { SeedRole } from '../../src/sandbox/world.ts';
import type { SystemName } from '../support.ts';
import { type Case, type Cast, holderOf, OWNER, projectOf, type Situation } from './cases.ts';
import { dataikuBlindCases, dataikuBlindCast } from './dataiku.blind.cases.ts';
import { dataikuCases, dataikuCast } from './dataiku.cases.ts';
import { iguazioBlindCases, iguazioBlindCast } from './iguazio.blind.cases.ts';
import { iguazioCases, iguazioCast } from './iguazio.cases.ts';
import { squirroBlindCases, squirroBlindCast } from './squirro.blind.cases.ts';
import { squirroCases, squirroCast } from './squirro.cases.ts';
import { dssWriter, iguazioWriter, squirroWriter } from './writes.ts';

/** The cases of one vendor, and how its simulator comes to stand as they say. */
export interface VendorOfCases {
  readonly system: SystemName;
  readonly cast: Cast;
  readonly cases: readonly Case[];
  /** The vendor's words that a seeded world can say. */
  readonly seedRoles: Readonly<Record<string, SeedRole>>;
  /** The vendor's username of somebody of the cast. */
  readonly usernameOf: (name: string) => string;
  /** Writes what a world cannot say. */
  readonly finish: (simulator: Simulator, cast: Cast, situations: readonly Situation[]) => Promise<void>;
}

const together = (one: Cast, other: Cast): Cast => ({
  accounts: { ...one.accounts, ...other.accounts },
  groups: { ...one.groups, ...other.groups },
});

const asIs = (name: string) => name;
const goneOf = (all: Readonly<Record<string, { readonly gone?: true }>>) =>
  Object.entries(all).flatMap(([name, { gone }]) => (gone ? [name] : []));

const dss: VendorOfCases = {
  system: 'dss-design',
  cast: together(dataikuCast, dataikuBlindCast),
  cases: [...dataikuCases, ...dataikuBlindCases],
  seedRoles: {},
  usernameOf: asIs,
  finish: async (simulator, { accounts, groups }, situations) => {
    const write = dssWriter(simulator);
    for (const [index, { owner = OWNER, grants }] of situations.entries()) {
      const permissions = grants.map(([holder, words]) => {
        const { memberKind, member } = holderOf(holder);
        const flags = words.split('+').filter((word) => word !== '');
        return {
          admin: false,
          [memberKind]: member,
          ...Object.fromEntries(flags.map((flag) => [flag, true])),
        };
      });
      const key = projectOf(index).toUpperCase().replaceAll('-', '_');
      await write('PUT', `/projects/${key}/permissions`, { owner, permissions });
    }
    for (const name of goneOf(accounts)) await write('DELETE', `/admin/users/${name}`);
    for (const name of goneOf(groups)) await write('DELETE', `/admin/groups/${name}`);
  },
};

const iguazio: VendorOfCases = {
  system: 'iguazio-main',
  cast: together(iguazioCast, iguazioBlindCast),
  cases: [...iguazioCases, ...iguazioBlindCases],
  seedRoles: { Viewer: 'viewer', Editor: 'editor', Admin: 'admin' },
  usernameOf: asIs,
  finish: async (simulator, { accounts, groups }) => {
    const write = iguazioWriter(simulator);
    for (const [type, all] of [
      ['user', accounts],
      ['user_group', groups],
    ] as const) {
      for (const [name, { policies }] of Object.entries(all)) {
        if (policies) await write('PUT', type, name, { assigned_policies: policies });
      }
    }
    for (const name of goneOf(accounts)) await write('DELETE', 'user', name);
    for (const name of goneOf(groups)) await write('DELETE', 'user_group', name);
  },
};

const squirro: VendorOfCases = {
  system: 'squirro-main',
  cast: together(squirroCast, squirroBlindCast),
  cases: [...squirroCases, ...squirroBlindCases],
  seedRoles: { reader: 'viewer', member: 'editor', admin: 'admin' },
  usernameOf: (name) => `${name}@example.org`,
  finish: async (simulator, { accounts, groups }) => {
    const { setRole, remove } = await squirroWriter(simulator);
    for (const [name, { serverRole }] of Object.entries(accounts)) {
      if (serverRole !== undefined) await setRole(name, serverRole);
    }
    for (const name of goneOf(accounts)) await remove('user', name);
    for (const name of goneOf(groups)) await remove('group', name);
  },
};

/** Those that have projects. */
export const vendors: Readonly<Record<Exclude<VendorName, 'dataiku-govern'>, VendorOfCases>> = {
  iguazio,
  'dataiku-dss': dss,
  squirro,
};
