import { textOf } from '../../search';

/** Which documents are shown: the address of the page. */
export interface DocumentsSearch {
  readonly place?: string | undefined;
}

export const readDocuments = ({ place }: Record<string, unknown>): DocumentsSearch => ({
  place: textOf(place),
});
