/** Where a Django site keeps its token, and how it wants it back. */
export interface CsrfNames {
  readonly csrfCookie: string;
  readonly csrfHeader: string;
}

export const DJANGO: CsrfNames = { csrfCookie: 'csrftoken', csrfHeader: 'X-CSRFToken' };

/** Headers of a POST with JSON. Without the cookie the token is empty, and the back end says so. */
export function jsonHeaders({ csrfCookie, csrfHeader }: CsrfNames): Record<string, string> {
  const pairs = document.cookie.split('; ').map((pair) => pair.split('='));
  const found = pairs.find(([key]) => key === csrfCookie);
  const token = decodeURIComponent(found?.slice(1).join('=') ?? '');
  return { 'content-type': 'application/json', [csrfHeader]: token };
}
