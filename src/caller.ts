/** Who is asking, as authentication found. */
export interface Caller {
  /** Unique and readable: `jwt:<issuer name>:<subject>`, `key:<id>`, `certificate:<SAN>` or `local`. */
  readonly name: string;
  /** For people. */
  readonly displayName: string;
  /** Verified by the issuer, so that it links the caller to a person; null: not known. */
  readonly email: string | null;
  /** What they may; added up. Nothing else is allowed. */
  readonly grants: readonly CallerGrant[];
}

/** Rights on some systems and projects. */
export interface CallerGrant {
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly systems: readonly string[] | 'all';
  readonly projects: readonly string[] | 'all';
}

/** Whoever reaches the loopback socket of a gateway without authentication: every right there is. */
export const LOCAL_CALLER: Caller = {
  name: 'local',
  displayName: 'Local',
  email: null,
  grants: [{ roles: ['operator-local'], scopes: [], systems: 'all', projects: 'all' }],
};
