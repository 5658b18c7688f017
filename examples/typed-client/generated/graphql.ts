/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How one system took part in an answer. */
export type SystemState =
  /** Rows are missing, some or all: it could not be read. */
  | 'FAILED'
  /** Rows are missing, some or all: the gateway's account or the caller may not read them. */
  | 'NOT_PERMITTED'
  /** Its whole part is there. */
  | 'OK'
  /** Its part is there, read earlier than now because it cannot be read now: see `asOf` and `problem`. */
  | 'STALE'
  /**
   * The vendor has no such objects (nothing is missing), or does not tell a fact that the filter asks for (rows that match
   * whatever the fact may be are there, and the count is not exact).
   */
  | 'UNSUPPORTED';

/** What an account's switch says. */
export type UserStatus =
  /** Switched on. */
  | 'ACTIVE'
  /** Being deleted. */
  | 'DELETING'
  /** Switched off. */
  | 'DISABLED'
  /** Being created. */
  | 'PENDING'
  /** The vendor has no such switch, or says something unfamiliar. */
  | 'UNKNOWN';

export type DormantAccountsQueryVariables = Exact<{
  before: string;
  after?: string | null | undefined;
}>;


export type DormantAccountsQuery = { readonly users: { readonly nodes: ReadonlyArray<{ readonly username: string, readonly displayName: string | null, readonly status: UserStatus, readonly system: { readonly key: string }, readonly lastActivity: { readonly at: string | null } | null, readonly details:
        | { readonly __typename: 'DataikuUserDetails', readonly profile: string | null }
        | { readonly __typename: 'IguazioUserDetails' }
        | { readonly __typename: 'SquirroUserDetails' }
       | null }>, readonly systems: ReadonlyArray<{ readonly state: SystemState, readonly system: { readonly key: string }, readonly problem: { readonly message: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const DormantAccountsDocument = new TypedDocumentString(`
    query DormantAccounts($before: DateTime!, $after: String) {
  users(
    filter: {lastActiveBefore: $before}
    orderBy: {field: LAST_ACTIVITY}
    first: 100
    after: $after
  ) {
    nodes {
      username
      displayName
      status
      system {
        key
      }
      lastActivity {
        at
      }
      details {
        __typename
        ... on DataikuUserDetails {
          profile
        }
      }
    }
    systems {
      system {
        key
      }
      state
      problem {
        message
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<DormantAccountsQuery, DormantAccountsQueryVariables>;