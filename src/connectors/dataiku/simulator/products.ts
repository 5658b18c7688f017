/** The two products that speak this API (§1.1). */
export type Product = 'DSS' | 'GOVERN';

/** The global permissions of a group on DSS (§4.10). */
const DSS_FLAGS = [
  'mayManageUDM',
  'mayCreateProjects',
  'mayCreateProjectsFromMacros',
  'mayCreateProjectsFromTemplates',
  'mayCreateProjectsFromDataikuApps',
  'mayWriteUnsafeCode',
  'mayWriteSafeCode',
  'mayCreateAuthenticatedConnections',
  'mayCreateCodeEnvs',
  'mayCreateClusters',
  'mayCreateCodeStudioTemplates',
  'mayDevelopPlugins',
  'mayEditLibFolders',
  'mayManageCodeEnvs',
  'mayManageClusters',
  'mayManageCodeStudioTemplates',
  'mayViewIndexedHiveConnections',
  'mayCreatePublishedAPIServices',
  'mayCreatePublishedProjects',
  'mayWriteInRootProjectFolder',
  'mayCreateActiveWebContent',
  'mayCreateWorkspaces',
  'mayShareToWorkspaces',
  'mayCreateDataCollections',
  'mayPublishToDataCollections',
  'mayManageFeatureStore',
] as const;

/** The same on Govern, up to 14. */
const GOVERN_FLAGS = ['mayManageGovern'] as const;

/** A global permission of either product. */
export type GlobalFlag = (typeof DSS_FLAGS)[number] | (typeof GOVERN_FLAGS)[number];

/** The global permissions that a group can have on a product. */
export const flagsOf = (product: Product): readonly GlobalFlag[] =>
  product === 'DSS' ? DSS_FLAGS : GOVERN_FLAGS;
