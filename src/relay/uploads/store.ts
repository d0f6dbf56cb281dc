import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface StoredFile {
  /** Untrusted text. */
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** 192 bits: an id is the only key to its file. */
const ID_BYTES = 24;

/** What was sent, in memory or in a folder. Where there is no more room the oldest go. */
export class UploadStore {
  /** Oldest first; `file` is `null` in a folder. */
  private readonly files = new Map<string, { readonly size: number; readonly file: StoredFile | null }>();
  private total = 0;

  /** @param folder made when it is not there; what an earlier server left in it is found again */
  constructor(
    private readonly maxTotalBytes: number,
    private readonly folder: string | undefined,
  ) {
    if (!folder) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = readdirSync(folder)
      .filter((name) => /^[\w-]{32}$/.test(name))
      .map((name) => ({ name, stat: statSync(join(folder, name)) }))
      .sort((a, b) => a.stat.mtimeMs - b.stat.mtimeMs);
    for (const { name, stat } of found) this.count(name, stat.size, null);
  }

  /** @returns the id */
  async put(file: StoredFile): Promise<string> {
    const id = randomBytes(ID_BYTES).toString('base64url');
    const { bytes, ...about } = file;
    if (this.folder) {
      const path = join(this.folder, id);
      await writeFile(`${path}.json`, JSON.stringify(about), { mode: 0o600 });
      await writeFile(path, bytes, { mode: 0o600 });
    }
    this.count(id, bytes.length, this.folder ? null : file);
    await this.makeRoom();
    return id;
  }

  /** `null`: never there, or gone. */
  async get(id: string): Promise<StoredFile | null> {
    const found = this.files.get(id);
    if (!found || !this.folder) return found?.file ?? null;
    try {
      const path = join(this.folder, id);
      const about = JSON.parse(await readFile(`${path}.json`, 'utf8')) as Omit<StoredFile, 'bytes'>;
      return { ...about, bytes: await readFile(path) };
    } catch {
      return null; // somebody else tidied the folder
    }
  }

  private count(id: string, size: number, file: StoredFile | null): void {
    this.files.set(id, { size, file });
    this.total += size;
  }

  private async makeRoom(): Promise<void> {
    for (const [id, { size }] of this.files) {
      if (this.total <= this.maxTotalBytes) return;
      this.files.delete(id);
      this.total -= size;
      if (!this.folder) continue;
      const path = join(this.folder, id);
      await Promise.all([rm(path, { force: true }), rm(`${path}.json`, { force: true })]);
    }
  }
}
