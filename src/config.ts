import { dirname, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type AuthSettings, readAuth } from './config/auth.ts';
import { readAuthorities } from './config/certificates.ts';
import { isLoopback } from './config/loopback.ts';
import { readLedger } from './config/ledger.ts';
import { check, ConfigError, type Mistake, mistake } from './config/mistakes.ts';
import { readText, resolveReferences, type Surroundings } from './config/references.ts';
import { type ListenSettings, readServer } from './config/server.ts';
import { GatewayShape, settingsAt, SystemShape, VendorShape } from './config/shape.ts';
import type { Connector, System, SystemSettings } from './connector.ts';
import { connectors } from './connectors/index.ts';
import type { LedgerSettings } from './ledger/settings.ts';
import { parseSystemKey, type SystemKey } from './model/ref.ts';
import { didYouMean } from './nearest.ts';
import { unknownSystems } from './people/rules.ts';

type Gateway = Readonly<z.output<typeof GatewayShape>>;

/** What the gateway is told at start: checked, with everything it does not say filled in. */
export interface Config extends Omit<Gateway, 'server' | 'auth' | 'ledger'> {
  readonly server: ListenSettings;
  /** Who may ask; undefined: this machine, and nobody else. */
  readonly auth: AuthSettings | undefined;
  /** Where changes are recorded. Not opened yet. */
  readonly ledger: LedgerSettings;
  /** Configured, not yet asked. */
  readonly systems: readonly System[];
  /** By system: usernames of accounts that no change may take anything from, unless it says so. */
  readonly protectedNames: ReadonlyMap<SystemKey, readonly string[]>;
}

/** Reads the configuration file: the one named, else `ROLLCALL_CONFIG`, else `rollcall.yaml`. */
export function loadConfig(file: string | undefined, environment: Surroundings['environment']): Config {
  const path = resolve(file ?? environment['ROLLCALL_CONFIG'] ?? 'rollcall.yaml');
  return readConfig(readYaml(path), { environment, directory: dirname(path) });
}

/** Reads a YAML file. Its text may hold secrets, so that no message quotes it. */
export function readYaml(file: string): unknown {
  const read = readText(file);
  if (typeof read === 'string') {
    const hint = 'name another with --config or ROLLCALL_CONFIG; rollcall.example.yaml is one to start from';
    throw new ConfigError([mistake([], `${read} (${hint})`)]);
  }
  const lines = new LineCounter();
  const document = parseDocument(read.text, { prettyErrors: false, lineCounter: lines });
  const wrong = [...document.errors, ...document.warnings].map(({ code, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    const words = code.toLowerCase().replaceAll('_', ' ');
    return mistake([], `${file}, line ${line}, column ${col}: this is not YAML: ${words}`);
  });
  if (wrong.length > 0) throw new ConfigError(wrong);
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    throw new ConfigError([
      mistake([], `${file} holds an alias of nothing: text that begins with * needs quotes`),
    ]);
  }
}

/**
 * Checks a configuration and prepares its systems; all mistakes come in one `ConfigError`. Touches no network. Nothing
 * else in the gateway looks at the environment.
 */
export function readConfig(raw: unknown, surroundings: Partial<Surroundings> = {}): Config {
  const from: Surroundings = { environment: {}, directory: process.cwd(), ...surroundings };
  const mistakes: Mistake[] = [];
  if (from.environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    const instead = 'unset it and name the authority of each system in its tls.caFile';
    mistakes.push(
      mistake([], `NODE_TLS_REJECT_UNAUTHORIZED=0 turns off every certificate check: ${instead}`),
    );
  }
  const resolved = resolveReferences(raw ?? {}, from, mistakes);
  if (!isMapping(resolved)) throw new ConfigError([mistake([], 'must be a mapping of settings')]);

  const { systems: rawSystems, ...rest } = resolved;
  const gateway = check(GatewayShape, rest, { at: [], known: settingsAt, mistakes });
  const configured = readSystems(rawSystems, from, mistakes);
  const keys = isMapping(rawSystems) ? new Set(Object.keys(rawSystems)) : undefined;
  for (const { path, system } of keys && gateway ? unknownSystems(gateway.people, keys) : []) {
    mistakes.push(
      mistake(['people', ...path], `names a system that is not configured${didYouMean(system, keys ?? [])}`),
    );
  }
  const parts = gateway && readParts(gateway, [...(keys ?? [])], { from, mistakes });
  if (gateway === undefined || parts === undefined || mistakes.length > 0)
    throw new ConfigError(onePerPlace(mistakes));
  return {
    ...gateway,
    ...parts,
    systems: configured.map(({ system }) => system),
    protectedNames: new Map(configured.map(({ system, protectedNames }) => [system.key, protectedNames])),
  };
}

/** Who may ask, and where; and where changes are recorded. */
function readParts(
  gateway: Gateway,
  systems: readonly string[],
  to: { readonly from: Surroundings; readonly mistakes: Mistake[] },
): Pick<Config, 'auth' | 'server' | 'ledger'> {
  const auth = gateway.auth && readAuth(gateway.auth, systems, to);
  return { auth, server: readServer(gateway.server, auth, to), ledger: readLedger(gateway.ledger, to) };
}

/** What follows from a mistake already told, such as a reference to nothing that is then no URL, is left out. */
const onePerPlace = (mistakes: readonly Mistake[]) =>
  mistakes.filter(({ path }, i) => path === '' || mistakes.findIndex((other) => other.path === path) === i);

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface ConfiguredSystem {
  readonly system: System;
  readonly protectedNames: readonly string[];
}

function readSystems(raw: unknown, from: Surroundings, mistakes: Mistake[]): ConfiguredSystem[] {
  if (raw !== undefined && !isMapping(raw)) {
    mistakes.push(mistake(['systems'], 'must be a mapping from keys to systems'));
    return [];
  }
  const entries = Object.entries(raw ?? {});
  if (entries.length === 0) mistakes.push(mistake(['systems'], 'there must be at least one system'));
  return entries.flatMap(([name, settings]) => {
    const key = parseSystemKey(name);
    if (key === undefined) {
      const form =
        'a system’s key is a lower-case letter, then up to 39 lower-case letters, digits and dashes';
      mistakes.push(mistake(['systems', name], form));
    }
    return readSystem(key ?? (name as SystemKey), settings, from, mistakes) ?? [];
  });
}

function readSystem(
  key: SystemKey,
  raw: unknown,
  from: Surroundings,
  mistakes: Mistake[],
): ConfiguredSystem | undefined {
  const at = ['systems', key];
  if (!isMapping(raw)) {
    mistakes.push(mistake(at, 'must be a mapping of settings'));
    return undefined;
  }
  const { vendor: rawVendor, url, displayName, tls, limits, protected: spared, ...own } = raw;
  const vendor = check(VendorShape, rawVendor, { at: [...at, 'vendor'], known: () => [], mistakes });
  const given = { url, displayName, tls, limits, protected: spared };
  const common = check(SystemShape, given, { at, known: settingsAt, mistakes });
  if (vendor === undefined) return undefined;

  const connector: Connector = connectors[vendor];
  const known = (path: readonly PropertyKey[]) => settingsAt(path, vendor);
  const settings = check(connector.settings, own, { at, known, mistakes });
  if (common === undefined || settings === undefined) return undefined;
  if (!common.tls.insecureHttp) {
    for (const [name, text] of urlsOf({ url: common.url, ...own })) {
      if (isSafe(text)) continue;
      const why = 'must be https: credentials would go in the clear (tls.insecureHttp allows it)';
      mistakes.push(mistake([...at, name], why));
    }
  }
  const prepared: SystemSettings = {
    key,
    displayName: common.displayName ?? key,
    url: common.url,
    ca: readAuthorities(common.tls.caFile, from, { at: [...at, 'tls', 'caFile'], mistakes }),
    ...common.limits,
  };
  if (mistakes.length > 0) return undefined;
  return { system: connector.configure(prepared, settings as never), protectedNames: common.protected };
}

/** Every setting that is an address: `url`, and what a vendor has besides, such as `topicApiUrl`. */
const urlsOf = (settings: Readonly<Record<string, unknown>>): [name: string, url: string][] =>
  Object.entries(settings).flatMap(([name, value]) =>
    /^url$|Url$/u.test(name) && typeof value === 'string' ? [[name, value]] : [],
  );

const isSafe = (url: string): boolean =>
  !url.startsWith('http:') || (URL.canParse(url) && isLoopback(new URL(url).hostname));
