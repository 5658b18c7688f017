import { BREAK, type DocumentNode, visit } from 'graphql';

/** Characters of source that are kept in all. What is made of a character takes about a hundred bytes. */
const MOST = 250_000;

/**
 * Keeps documents that were found valid, for when they come again; those not asked for the longest give way. A document
 * with a text written into it is not kept: that may be a name, an address or a secret, and belongs to its request alone.
 * Whoever asks the same question often gives such texts as variables.
 */
export class KeptDocuments {
  readonly #kept = new Map<string, DocumentNode>();
  #length = 0;

  get(key: string): Promise<DocumentNode | undefined> {
    const document = this.#take(key);
    if (document) this.#keep(key, document);
    return Promise.resolve(document);
  }

  set(key: string, document: DocumentNode): Promise<void> {
    this.#take(key);
    if (!holdsText(document)) this.#keep(key, document);
    for (const oldest of this.#kept.keys()) {
      if (this.#length <= MOST) break;
      this.#take(oldest);
    }
    return Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.#take(key) !== undefined);
  }

  #keep(key: string, document: DocumentNode): void {
    this.#kept.set(key, document);
    this.#length += lengthOf(document);
  }

  #take(key: string): DocumentNode | undefined {
    const document = this.#kept.get(key);
    if (document && this.#kept.delete(key)) this.#length -= lengthOf(document);
    return document;
  }
}

const lengthOf = ({ loc }: DocumentNode): number => loc?.source.body.length ?? 0;

function holdsText(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    StringValue: () => {
      found = true;
      return BREAK;
    },
  });
  return found;
}
