import { ProtocolError } from './errors.js';
import { MAX_ID_CHARS, MAX_LIST_ITEMS } from './limits.js';
import { cleanLine, cleanText, isPlain } from './text.js';

/** Turns an untrusted value into a T or throws a ProtocolError; `where` is the field's path. */
export type Reader<T> = (value: unknown, where: string) => T;

/** One reader for every field of T: a field that the contract has and the table lacks does not compile. */
export type Shape<T> = {
  readonly [K in keyof T]-?: Reader<object extends Pick<T, K> ? T[K] | undefined : T[K]>;
};

export function refuse(where: string): never {
  throw new ProtocolError('invalid_field', where);
}

/** Own properties only: nothing is ever read from a prototype. */
export function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** Unknown fields are dropped; a reader that gives `undefined` leaves its field out. */
export function shaped<T>(shape: Shape<T>): Reader<T> {
  const fields = Object.entries<Reader<unknown>>(shape);
  return (value, where) => {
    if (typeof value !== 'object' || value === null) refuse(where);
    const result: Record<string, unknown> = {};
    for (const [key, read] of fields) {
      const part = read(own(value, key), where ? `${where}.${key}` : key);
      if (part !== undefined) result[key] = part;
    }
    return result as T;
  };
}

/** Absent, `null` and `''` are the same. A value that is there and wrong is still refused: dropping a bad id redirects. */
export const optional =
  <T>(read: Reader<T>): Reader<T | undefined> =>
  (value, where) =>
    value === undefined || value === null || value === '' ? undefined : read(value, where);

/** For what a frame can do without: a wrong value counts as the fallback. */
export const orElse =
  <T, F>(read: Reader<T>, fallback: F): Reader<T | F> =>
  (value, where) => {
    try {
      return read(value, where);
    } catch {
      return fallback;
    }
  };

export const nullable =
  <T>(read: Reader<T>): Reader<T | null> =>
  (value, where) =>
    value === null ? null : read(value, where);

export const oneOf =
  <T extends string>(...values: readonly T[]): Reader<T> =>
  (value, where) =>
    values.find((known) => known === value) ?? refuse(where);

export const listOf =
  <T>(read: Reader<T>, max = MAX_LIST_ITEMS): Reader<readonly T[]> =>
  (value, where) =>
    Array.isArray(value) && value.length <= max
      ? Array.from(value, (item) => read(item, where))
      : refuse(where);

/** Not empty, no control characters, nothing cut. */
export const plain =
  (max: number): Reader<string> =>
  (value, where) =>
    typeof value === 'string' && value && value.length <= max && isPlain(value) ? value : refuse(where);

/** A number on the wire is a string here. One that JSON has already rounded would name somebody else: refused. */
export const id: Reader<string> = (value, where) =>
  plain(MAX_ID_CHARS)(Number.isSafeInteger(value) ? String(value) : value, where);

export const boolean: Reader<boolean> = (value, where) =>
  typeof value === 'boolean' ? value : refuse(where);

/** Whole and not negative. */
export const count: Reader<number> = (value, where) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? Math.abs(value as number) : refuse(where);

/** Milliseconds since the epoch; a time that is none counts as absent. */
export const time: Reader<number | undefined> = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.abs(value) : undefined;

/** A name: cleaned and cut rather than refused. */
export const line =
  (max: number): Reader<string | undefined> =>
  (value) =>
    (typeof value === 'string' && cleanLine(value, max)) || undefined;

/** What a person wrote: cleaned, never cut. */
export const text =
  (max: number): Reader<string> =>
  (value, where) => {
    const clean = typeof value === 'string' ? cleanText(value) : '';
    return clean && clean.length <= max ? clean : refuse(where);
  };
