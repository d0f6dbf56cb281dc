import type { Rate } from '../token-bucket.js';

/** Files in messages. Each has an address that nobody can guess, and whoever knows it may fetch the file. */
export interface UploadOptions {
  /** Bytes of one file; default 10 MiB. */
  readonly maxBytes?: number;
  /** Bytes of all of them; the oldest go. Default 256 MiB in memory, 10 GiB in a folder. */
  readonly maxTotalBytes?: number;
  /** Where they are kept. Without it they are in memory, and gone when the server stops. */
  readonly folder?: string;
  /** Only these of the types that are known: `image/*`, `application/pdf`. Default: all of them. */
  readonly types?: readonly string[];
  /** Files that a profile may send; default 20 at once, one every 2 s. */
  readonly rate?: Rate;
}

const MIB = 1_048_576;
export const DEFAULT_MAX_BYTES = 10 * MIB;
export const DEFAULT_TOTAL = 256 * MIB;
export const DEFAULT_FOLDER_TOTAL = 10_240 * MIB;
export const DEFAULT_RATE: Rate = { burst: 20, perSecond: 0.5 };
