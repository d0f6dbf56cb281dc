import { namesOf } from '../chat/names.js';
import type { Attachment } from '../protocol/frames.js';
import type { Profile } from '../protocol/identity.js';
import type { SessionSettings, UploadFile } from '../session/types.js';
import { upload, UploadError } from '../session/upload.js';
import { prepare, UnreadableError, type Prepared } from '../ui/files/prepare.js';
import type { ChosenFile } from '../ui/files/strip.js';

/** What is known of a voice message beside the file; `name` is for those who read it. */
export type Extra = Partial<Pick<Attachment, 'name' | 'duration' | 'waveform'>>;

/** A file on its way: its fields change. */
interface Chosen extends ChosenFile {
  readonly original: File;
  readonly extra: Extra;
  state: ChosenFile['state'];
  size: number;
  progress: number;
  error?: string;
  max?: number;
  preview?: HTMLCanvasElement;
  prepared: Promise<Prepared | null>;
  stop: AbortController;
  done?: Attachment;
}

interface BatchHost {
  settings(): SessionSettings;
  own(): UploadFile | null;
  changed(): void;
  /** All are there. */
  send(text: string, attachments: readonly Attachment[]): void;
}

/** The files of one message, from when they are chosen until it is written. */
export class Batch {
  files: readonly Chosen[] = [];
  isSent = false;
  private text = '';
  private running = false;

  constructor(
    readonly from: Profile,
    readonly to: Profile,
    private readonly host: BatchHost,
  ) {}

  add(files: readonly File[], extra: Extra = {}): void {
    this.files = [...this.files, ...files.map((file) => this.chosen(file, extra))];
  }

  /** Out it goes, with these words. */
  send(text: string): void {
    this.text = text;
    this.isSent = true;
    void this.run();
    this.host.changed();
  }

  remove(file: ChosenFile): void {
    const found = this.files.find((one) => one === file);
    if (!found) return;
    found.stop.abort();
    this.files = this.files.filter((one) => one !== file);
    if (this.isSent) void this.run();
    this.host.changed();
  }

  retry(file: ChosenFile): void {
    const found = this.files.find((one) => one === file);
    if (found?.state !== 'failed') return;
    delete found.error;
    delete found.max;
    found.state = 'ready';
    found.stop = new AbortController();
    if (this.isSent) void this.run();
    this.host.changed();
  }

  stop(): void {
    for (const { stop } of this.files) stop.abort();
    this.files = [];
  }

  private chosen(original: File, extra: Extra): Chosen {
    const { name, size, type } = original;
    const chosen: Chosen = {
      ...{ original, extra, name: extra.name ?? name, size, type, state: 'preparing', progress: 0 },
      stop: new AbortController(),
      prepared: prepare(original).then(
        ({ preview, ...prepared }) => {
          chosen.size = prepared.file.size;
          if (preview) chosen.preview = preview;
          if (chosen.state === 'preparing') chosen.state = 'ready';
          this.host.changed();
          return prepared;
        },
        (error: unknown) => {
          this.failed(chosen, error instanceof UnreadableError ? 'unreadable' : 'failed');
          return null;
        },
      ),
    };
    return chosen;
  }

  /** One after the other, in order; one that fails waits for the person and holds up none of the others. */
  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (;;) {
      const next = this.files.find(({ state }) => state === 'preparing' || state === 'ready');
      if (!next) break;
      await this.bring(next);
    }
    this.running = false;
    const attachments = this.files.flatMap(({ done }) => done ?? []);
    if (attachments.length < this.files.length) return;
    this.files = [];
    // the words stay when every file was taken back
    if (attachments.length || this.text) this.host.send(this.text || namesOf(attachments), attachments);
    this.host.changed();
  }

  private async bring(chosen: Chosen): Promise<void> {
    const prepared = await chosen.prepared;
    const { signal } = chosen.stop;
    if (!prepared || signal.aborted) return;
    chosen.state = 'uploading';
    chosen.progress = 0;
    this.host.changed();
    const onProgress = (done: number): void => {
      if (signal.aborted || chosen.state !== 'uploading') return;
      chosen.progress = Math.max(0, Math.min(1, Number(done) || 0));
      this.host.changed();
    };
    try {
      const { file, width, height } = prepared;
      const there = await upload(file, this.host.own(), this.host.settings(), { signal, onProgress });
      chosen.done = { ...there, ...(width && height && { width, height }), ...chosen.extra };
      chosen.state = 'done';
      chosen.progress = 1;
      this.host.changed();
    } catch (error) {
      if (signal.aborted) return;
      const { code, max } = error instanceof UploadError ? error : new UploadError('failed');
      this.failed(chosen, code, max);
    }
  }

  private failed(chosen: Chosen, error: string, max?: number): void {
    chosen.state = 'failed';
    chosen.error = error;
    if (max) chosen.max = max;
    this.host.changed();
  }
}
