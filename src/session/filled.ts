/** Without the fields that are `undefined` or empty: what is optional is absent. */
export function filled<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => (value ?? '') !== '')) as T;
}
