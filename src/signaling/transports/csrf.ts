/** Where a Django site keeps its token, and how it wants it back. */
export interface CsrfNames {
  readonly csrfCookie: string;
  readonly csrfHeader: string;
}

/** What stands as `name=…` after the name of a dialect. */
export function optionOf(choice: string, name: string): string | undefined {
  const found = choice.split(' ').find((option) => option.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

/** Django's own, unless `csrf-cookie=…` and `csrf-header=…` stand after the dialect. What else stands there is passed over. */
export function csrfNames(choice: string): CsrfNames {
  return {
    csrfCookie: optionOf(choice, 'csrf-cookie') || 'csrftoken',
    csrfHeader: optionOf(choice, 'csrf-header') || 'X-CSRFToken',
  };
}

/** Headers of a POST with JSON. Without the cookie the token is empty, and the back end says so. */
export function jsonHeaders({ csrfCookie, csrfHeader }: CsrfNames): Record<string, string> {
  const pairs = document.cookie.split('; ').map((pair) => pair.split('='));
  const found = pairs.find(([key]) => key === csrfCookie);
  const token = decodeURIComponent(found?.slice(1).join('=') ?? '');
  return { 'content-type': 'application/json', [csrfHeader]: token };
}
