import { z } from 'zod';
import type { Connector, System, SystemSettings } from '../../connector.ts';
import { Http } from '../../http.ts';
import { secretSetting } from '../../secret.ts';
import { openClient } from './client.ts';
import { details } from './details.ts';
import type { Product } from './products.ts';
import { classify } from './refusals.ts';
import { openSession } from './session.ts';

type Settings = z.infer<typeof settings>;
const settings = z.strictObject({
  credentials: z.strictObject({ apiKey: secretSetting }),
  /** The documented prefix; Dataiku's own client uses `/dip/publicapi`, which is the same (dataiku.md §1.2). */
  pathPrefix: z
    .string()
    .regex(/^(?:\/[\w-]+)*$/u, 'must be path segments such as /public/api')
    .default('/public/api'),
});

const connector = (vendor: Product): Connector => ({
  vendor,
  settings,
  configure: (common: SystemSettings, own: Settings) => configure(vendor, common, own),
  details,
});

function configure(
  vendor: Product,
  { key, displayName, url, ca, maxConcurrent, maxResponseBytes }: SystemSettings,
  { credentials: { apiKey }, pathPrefix }: Settings,
): System {
  const http = new Http({
    system: key,
    baseUrl: `${url}${pathPrefix}`,
    ca,
    maxConcurrent,
    maxResponseBytes,
    classify,
  });
  return {
    key,
    vendor,
    displayName,
    baseUrl: url,
    credential: 'API key',
    get health() {
      return http.health;
    },
    get clockSkewMs() {
      return http.clockSkewMs;
    },
    open: (scope, actingAs) => {
      const client = openClient(http, { apiKey, login: actingAs?.native }, scope);
      return openSession({ client, scope, system: key, product: vendor });
    },
    close: () => http.close(),
  };
}

/** Dataiku DSS: accounts, groups, projects and what they grant. */
export const dss: Connector = connector('DATAIKU_DSS');

/** Dataiku Govern: accounts and groups of its own, and roles by rule; no projects. */
export const govern: Connector = connector('DATAIKU_GOVERN');
