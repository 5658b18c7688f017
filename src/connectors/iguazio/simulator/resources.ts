/** The management policies the vendor's own client can read (iguazio.md §5.8). */
export const POLICIES = [
  'IT Admin',
  'IT Admin Read Only',
  'Application Admin',
  'Security Admin',
  'Project Security Admin',
  'Project Read Only',
  'Application Read Only',
  'Data',
  'Tenant Admin',
  'Developer',
  'Service Admin',
  'System Admin',
] as const;
export type Policy = (typeof POLICIES)[number];

/** Strongest first. */
export const ROLE_NAMES = ['Admin', 'Editor', 'Viewer'] as const;
export type RoleName = (typeof ROLE_NAMES)[number];

export const PLANES = ['data', 'control'] as const;
export type Plane = (typeof PLANES)[number];

export const AUTHENTICATION_METHODS = ['password', 'sso'] as const;

/** The system group of every tenant: everyone is in it by the time they are operational (§5.1). */
export const ALL_USERS = 'all_users';

/** What is stored under one id. Attributes are kept as they go out; an attribute that is not set is not there. */
export interface Stored<A extends object = object> {
  readonly id: string;
  attributes: Readonly<A>;
}

export interface UserAttributes {
  username: string;
  first_name: string;
  last_name: string;
  email: string;
  uid: number;
  assigned_policies: readonly Policy[];
  authentication_methods?: readonly (typeof AUTHENTICATION_METHODS)[number][];
  authentication_scheme?: 'local';
  admin_status: 'up' | 'down';
  operational_status: 'up' | 'down' | 'deleting';
  data_access_mode: 'enabled' | 'disabled';
  send_password_on_creation: boolean;
  phone_number?: string;
  job_title?: string;
  department?: string;
  description?: string;
  created_at: string;
  updated_at?: string;
  password_changed_at?: string;
  last_activity?: string;
  /** Present: the account is managed by an identity provider. */
  idp?: object;
}

export interface User extends Stored<UserAttributes> {
  readonly type: 'user';
  /** undefined: the user cannot sign in with one. */
  password: string | undefined;
  readonly groups: Set<string>;
  primaryGroup: string | undefined;
}

export interface GroupAttributes {
  name: string;
  description?: string;
  gid: number;
  assigned_policies: readonly Policy[];
  data_access_mode: 'enabled' | 'disabled';
  /** Other than `local`: managed by an identity provider. */
  kind: string;
  system_provided: boolean;
}

export interface Group extends Stored<GroupAttributes> {
  readonly type: 'user_group';
  readonly members: Set<string>;
}

/** A label, an annotation or a part of a node selector. */
export interface Pair {
  readonly name: string;
  readonly value: string;
}

export interface ProjectAttributes {
  name: string;
  description: string;
  labels: readonly Pair[];
  annotations: readonly Pair[];
  default_function_node_selector?: readonly Pair[];
  admin_status: 'online' | 'offline' | 'archived';
  operational_status: 'unknown' | 'creating' | 'deleting' | 'online' | 'offline' | 'archived';
  mlrun_project: string;
  nuclio_project: string;
  created_at: string;
  updated_at: string;
}

export interface Project extends Stored<ProjectAttributes> {
  readonly type: 'project';
  owner: string;
  lastJob: string;
  /** Exactly three, for as long as the project lives (§5.4). */
  readonly roles: readonly string[];
}

export interface RoleAttributes {
  name: RoleName;
  permissions: readonly { readonly resource: string; readonly actions: readonly string[] }[];
}

export interface Role extends Stored<RoleAttributes> {
  readonly type: 'project_authorization_role';
  readonly project: string;
  readonly users: Set<string>;
  readonly groups: Set<string>;
}

export interface JobAttributes {
  kind: string;
  state: 'created' | 'dispatched' | 'in_progress' | 'completed' | 'canceled' | 'republishing' | 'failed';
  result: string;
  params: string;
  max_total_execution_time: number;
  max_worker_execution_time?: number | null;
  delay: number;
  handler: string;
  ctx_id: string;
  created_at: string;
  updated_at: string;
  ui_fields: string;
  linked_resources: string;
}

export interface Job extends Stored<JobAttributes> {
  readonly type: 'job';
  readonly startedBy: string;
}

export interface AccessKeyAttributes {
  planes: readonly Plane[];
  label?: string;
  kind: 'accessKey';
  interface_kind: 'web';
  ttl: number;
  expires_at: number;
  tenant_id: string;
  created_at: string;
  updated_at: string;
}

/** Its id is the secret itself (§5.6). */
export interface AccessKey extends Stored<AccessKeyAttributes> {
  readonly type: 'access_key';
  readonly owner: string;
}

/** What exists once and is only ever pointed at. */
export interface Landmark extends Stored<{ name: string }> {
  readonly type: 'tenant' | 'project_group';
}

export type Resource = User | Group | Project | Role | Job | AccessKey | Landmark;
export type ResourceType = Resource['type'];

/** What may be filtered and sorted by; another name is refused with 400 ([assumed], §8). */
export const ATTRIBUTE_NAMES: Readonly<Record<ResourceType, ReadonlySet<string>>> = {
  user: new Set(
    (
      'username first_name last_name email uid assigned_policies authentication_methods authentication_scheme ' +
      'admin_status operational_status data_access_mode send_password_on_creation phone_number job_title ' +
      'department description created_at updated_at password_changed_at last_activity'
    ).split(' '),
  ),
  user_group: new Set(
    'name description gid assigned_policies data_access_mode kind system_provided'.split(' '),
  ),
  project: new Set(
    'name description admin_status operational_status mlrun_project nuclio_project created_at updated_at'.split(
      ' ',
    ),
  ),
  project_authorization_role: new Set(['name']),
  job: new Set('kind state result handler ctx_id delay created_at updated_at'.split(' ')),
  access_key: new Set(
    'label kind interface_kind planes ttl expires_at tenant_id created_at updated_at'.split(' '),
  ),
  tenant: new Set(['name']),
  project_group: new Set(['name']),
};

export const attributeOf = (record: Stored, name: string): unknown =>
  (record.attributes as Readonly<Record<string, unknown>>)[name];

/** As the platform writes times: microseconds and an offset (§4.6). */
export const wireTime = (epochMs: number): string =>
  `${new Date(epochMs).toISOString().slice(0, 23)}000+00:00`;
