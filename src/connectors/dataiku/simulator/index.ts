import { Journal } from '../../../sandbox/exchange.ts';
import { type Simulator, simulate } from '../../../sandbox/kit.ts';
import type { SystemWorld } from '../../../sandbox/world.ts';
import { authenticate } from './authentication.ts';
import { bulkRoutes } from './bulk-routes.ts';
import { connectionRoutes } from './dss/connections.ts';
import { createDss } from './dss/dss.ts';
import { folderMoveRoutes, folderRoutes } from './dss/folders.ts';
import { dress } from './dss/memorable.ts';
import { projectDocumentRoutes } from './dss/project-documents.ts';
import { permissionCheckRoutes, projectRoutes } from './dss/project-routes.ts';
import { dataCollectionRoutes, workspaceRoutes } from './dss/spaces.ts';
import { futureRoutes } from './futures.ts';
import { artifactRoutes } from './govern/artifact-routes.ts';
import { blueprintRoutes } from './govern/blueprints.ts';
import { createGovern } from './govern/govern.ts';
import { blueprintPermissionRoutes } from './govern/permissions.ts';
import { roleAssignmentRoutes, roleRoutes } from './govern/roles.ts';
import { populate } from './govern/seed.ts';
import { signoffRoutes } from './govern/signoffs.ts';
import { groupRoutes } from './groups.ts';
import { iamRoutes } from './iam.ts';
import type { Instance } from './instance.ts';
import { governReferenceRoutes, instanceRoutes } from './instance-routes.ts';
import { globalKeyRoutes, personalKeyRoutes } from './keys.ts';
import { stableSecret } from './keyring.ts';
import { matrixRoutes } from './matrix.ts';
import { browserRoutes, directoryRoutes, ownRoutes } from './own-routes.ts';
import { errorReply, objections } from './replies.ts';
import { normalisePath, type Routes } from './routing.ts';
import { supplierRoutes } from './suppliers.ts';
import { trialRoutes, userRoutes } from './user-routes.ts';

export interface DataikuSimulator extends Simulator {
  /** What the vendor's client library would be given. */
  readonly credentials: { readonly apiKey: string };
}

interface Options {
  /** Milliseconds by which every answer is late. */
  readonly latency?: number;
}

/** When the keys of the gateway were made. */
const BEGINNING = Date.parse('2025-01-02T08:00:00Z');

/** DSS's public API over a world. The key is the first account's own. */
export function simulateDss(world: SystemWorld, options: Options = {}): Promise<DataikuSimulator> {
  const journal = new Journal();
  const dss = createDss(world, journal);
  dress(dss);
  const [account] = world.accounts;
  const { key } = dss.personalKeys.put({
    id: 'gateway1',
    key: stableSecret('gateway', 'DSS'),
    user: account?.username ?? '',
    label: 'gateway',
    description: '',
    createdOn: BEGINNING,
    createdBy: account?.username ?? '',
  });
  const routes = [
    ...commonRoutes(dss),
    ...trialRoutes(dss),
    ...matrixRoutes(dss, dss.projects),
    ...personalKeyRoutes(dss),
    ...browserRoutes(dss),
    ...projectRoutes(dss),
    ...projectDocumentRoutes(dss),
    ...permissionCheckRoutes(dss),
    ...folderRoutes(dss),
    ...folderMoveRoutes(dss),
    ...workspaceRoutes(dss),
    ...dataCollectionRoutes(dss),
    ...connectionRoutes(dss),
    ...governReferenceRoutes,
  ];
  return serve(dss, routes, key, options);
}

/** Govern's public API over a world. The key is an administrator's, and nobody's: Govern knows no personal keys. */
export function simulateGovern(world: SystemWorld, options: Options = {}): Promise<DataikuSimulator> {
  const journal = new Journal();
  const govern = createGovern(world, journal);
  populate(govern);
  const { key } = govern.globalKeys.put({
    id: 'gateway1',
    key: stableSecret('gateway', 'GOVERN'),
    label: 'gateway',
    description: null,
    createdOn: BEGINNING,
    createdBy: world.accounts[0]?.username ?? '',
    expiresOn: 0,
    expiry: 0,
    dssUserForImpersonation: null,
    globalPermissions: { admin: true },
  });
  const routes = [
    ...commonRoutes(govern),
    ...matrixRoutes(govern),
    ...roleRoutes(govern),
    ...roleAssignmentRoutes(govern),
    ...blueprintPermissionRoutes(govern),
    ...blueprintRoutes(govern),
    ...artifactRoutes(govern),
    ...signoffRoutes(govern),
  ];
  return serve(govern, routes, key, options);
}

/** What both products have, under the same paths. `actions/…` comes before `{login}`, which would take it for a user. */
const commonRoutes = (instance: Instance): Routes => [
  ...bulkRoutes(instance),
  ...supplierRoutes(instance),
  ...userRoutes(instance),
  ...groupRoutes(instance),
  ...globalKeyRoutes(instance),
  ...directoryRoutes(instance),
  ...ownRoutes(instance),
  ...futureRoutes(instance),
  ...instanceRoutes(instance),
  ...iamRoutes(instance),
];

const VERSION_HEADERS = { 'dss-version': '14.3.3', 'dss-api-version': '1' };

async function serve(
  instance: Instance,
  routes: Routes,
  apiKey: string,
  options: Options,
): Promise<DataikuSimulator> {
  const simulator = await simulate(
    {
      routes,
      authenticate: (request) => authenticate(instance, request),
      error: (status, message) => errorReply(objections.unexpected(status, message)),
      normalisePath,
      headers: () => VERSION_HEADERS,
      expireTokens: () => instance.tickets.clear(),
    },
    { ...options, journal: instance.journal },
  );
  return { ...simulator, credentials: { apiKey } };
}
