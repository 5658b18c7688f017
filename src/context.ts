import type { Directory } from './directory.ts';

/** Who is asking. Until there is authentication everybody who reaches the loopback socket is this one. */
export interface Viewer {
  readonly name: string;
  readonly scopes: readonly string[];
}

/** What every resolver is given. */
export interface Context {
  readonly directory: Directory;
  readonly viewer: Viewer;
}
