/** What a test reads of one access. */
export interface Access {
  readonly id: string;
  readonly role: string | null;
  readonly usable: boolean | null;
  readonly permissions: readonly string[] | null;
  readonly user: { readonly id: string };
  readonly project: { readonly id: string };
  readonly paths: readonly Path[];
}

export interface Path extends Told {
  readonly permissions: readonly string[] | null;
  readonly conditions: readonly string[];
  readonly groupName: string | null;
  readonly group: { readonly id: string; readonly name: string } | null;
  readonly membership: {
    readonly memberKind: string;
    readonly member: { readonly id: string } | null;
    readonly projectId: string;
    readonly role: string;
    readonly nativeRole: string;
  } | null;
}

/** What is said of a way in one line. */
interface Told {
  readonly via: string;
  readonly role: string;
  readonly reason: string;
  readonly counted: boolean;
}

/** An access with everything there is on it. */
export const WHOLE = `id role usable permissions user { id } project { id }
  paths {
    via reason role counted permissions conditions groupName group { id name }
    membership { id memberKind member { ... on User { id } ... on Group { id } } projectId role nativeRole }
  }`;

/** A way as the tables have it: `GROUP VIEWER: group analysts: Viewer`. */
export const inWords = ({ via, role, reason, counted }: Told): string =>
  `${via} ${role}: ${reason}${counted ? '' : ' (not counted)'}`;
