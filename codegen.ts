import type { CodegenConfig } from '@graphql-codegen/cli';

const shared = {
  scalars: {
    DateTime: { input: 'Date', output: 'Date' },
    JSON: { input: 'unknown', output: 'unknown' },
  },
  enumsAsTypes: true,
  immutableTypes: true,
  useTypeImports: true,
  strictScalars: true,
};

/** What clients get: instants as the text they travel as, and operations as the text that is sent. */
const typedClient: CodegenConfig['generates'][string] = {
  documents: ['examples/typed-client/*.graphql'],
  preset: 'client',
  presetConfig: { fragmentMasking: false },
  config: { ...shared, scalars: { DateTime: 'string', JSON: 'unknown' }, documentMode: 'string' },
};

const config: CodegenConfig = {
  schema: ['schema/*.graphql', 'schema/vendors/*.graphql'],
  importExtension: '.ts',
  emitLegacyCommonJSImports: false,
  generates: {
    'src/generated/types.ts': {
      plugins: ['typescript'],
      config: { ...shared, nonOptionalTypename: true },
    },
    'src/generated/resolvers.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        ...shared,
        contextType: '../context.ts#Context',
        useIndexSignature: true,
        mappers: {
          System: '../connector.ts#System as SystemModel',
          SystemReport: '../listing.ts#Report as ReportModel',
          Problem: '../problems.ts#Problem as ProblemModel',
          User: '../model/types.ts#User as UserModel',
          Group: '../model/types.ts#Group as GroupModel',
          Member: '../model/types.ts#Member as MemberModel',
          Project: '../model/types.ts#Project as ProjectModel',
          Membership: '../model/types.ts#Membership as MembershipModel',
          Job: '../model/types.ts#Job as JobModel',
          Node: '../finding.ts#Found as FoundModel',
          Access: '../model/types.ts#Access as AccessModel',
          AccessPath: '../model/types.ts#AccessPath as AccessPathModel',
          AccessConnection: '../access.ts#AccessPage',
          Operation: '../operation.ts#OperationRecord',
          OperationStep: '../operation.ts#StepRecord',
          OperationConnection: '../operations.ts#OperationPage',
          GroupMemberResult: '../operation.ts#StepRecord',
          ChangePayload: '../changes/request.ts#ChangeReply',
          Viewer: '../context.ts#Viewer as ViewerModel',
          ViewerRight: '../policy.ts#Right as RightModel',
          UserConnection: '../lists.ts#UserPage',
          GroupConnection: '../lists.ts#GroupPage',
          ProjectConnection: '../lists.ts#ProjectPage',
          MembershipConnection: '../lists.ts#MembershipPage',
          PersonConnection: '../person-list.ts#PersonPage',
          Person: '../model/types.ts#Person as PersonModel',
          AccountMatch: '../model/types.ts#AccountMatch as AccountMatchModel',
          GroupEdge: '../lists.ts#GroupRow',
          UserDetails: '../model/types.ts#Details as DetailsModel',
          GroupDetails: '../model/types.ts#Details as DetailsModel',
          SystemDetails: '../model/types.ts#Details as DetailsModel',
        },
      },
    },
    'examples/typed-client/generated/': typedClient,
  },
};

export default config;
