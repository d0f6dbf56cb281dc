/** The files of messages. Loaded when one is chosen, dropped or pasted, or a message comes that has some. */
import { nothing, type ReactiveController } from 'lit';
import { namesOf } from '../chat/names.js';
import type { MessageEntry } from '../chat/types.js';
import { fileStrings } from '../i18n/files/index.js';
import { readAttachments } from '../protocol/attachments.js';
import { ProtocolError } from '../protocol/errors.js';
import type { Attachment } from '../protocol/frames.js';
import { sameProfile, type Profile } from '../protocol/identity.js';
import { MAX_ATTACHMENTS } from '../protocol/limits.js';
import type { Drawn } from '../ui/conversation/files.js';
import { define, type CcmElement } from '../ui/element.js';
import { attached } from '../ui/files/attached.js';
import { isPicture } from '../ui/files/format.js';
import { CcmPlayer, hush, lead } from '../ui/files/player.js';
import { drawStrip, dropZone } from '../ui/files/strip.js';
import { fileStyles } from '../ui/files/styles.js';
import type { FilesHost } from './files-owner.js';
import { Batch } from './file-batch.js';
import type { Voice } from './voice.js';

/** How long files that are held over the page are believed to be there, in ms. Firefox says so every 350. */
const HELD_MS = 900;

/** What is chosen, on its way, and shown. Lives as long as the element: a closed modal ends no upload. */
export class Files implements ReactiveController {
  private batches: readonly Batch[] = [];
  private note = '';
  private held: ReturnType<typeof setTimeout> | undefined;
  private voice: Voice | null = null;
  private wasBusy = false;
  private speaker = '';

  constructor(private readonly attach: FilesHost) {
    define('ccm-player', CcmPlayer);
    attach.owner.host.addController(this);
  }

  /** Who rings is heard: nothing else plays. What plays goes on where one wants to hear it now. */
  hostUpdate(): void {
    const { isBusy, owner } = this.attach;
    const { speaker } = owner.devices.choice;
    if (isBusy && !this.wasBusy) hush();
    if (speaker !== this.speaker) void lead(speaker);
    this.wasBusy = isBusy;
    this.speaker = speaker;
  }

  /** A voice message is wanted. */
  record(): void {
    const { voice } = this;
    if (voice) return void voice.start();
    import('./voice.js').then((room) => {
      this.voice ??= room.openVoice(this.attach, ({ from, to, result }) => {
        if (!result) return;
        const batch = this.begin(from, to);
        batch.add([result.file], result.about);
        batch.send('');
      });
      void this.voice.start();
    }, this.missing);
  }

  hostDisconnected(): void {
    clearTimeout(this.held);
    for (const batch of this.batches) batch.stop();
    this.batches = [];
    this.watchPage();
  }

  handle(type: string, files: readonly File[]): void {
    clearTimeout(this.held);
    this.held = type === 'dragover' ? setTimeout(() => this.letGo(), HELD_MS) : undefined;
    if (files.length) this.choose(files);
    this.update();
  }

  send(text: string): boolean {
    const { draft } = this;
    if (!draft?.files.length) return false;
    this.note = '';
    draft.send(text);
    return true;
  }

  draw(message: MessageEntry, host: CcmElement): Drawn | null {
    const { text } = message;
    const attachments = filesOf(message);
    if (!attachments.length) return null;
    this.adopt(host);
    const words = fileStrings(host.strings.lang);
    const open = (picture: Attachment): void => this.open(attachments.filter(isPicture), picture);
    return {
      files: attached(attachments, words, open, this.attach.owner.devices),
      text: text === namesOf(attachments) ? '' : text,
    };
  }

  strip(host: CcmElement): unknown {
    this.adopt(host);
    const words = fileStrings(host.strings.lang);
    const { peer } = this.attach.owner.shell.settings;
    const batches = this.batches.filter((batch) => this.isShown(batch));
    const act = {
      remove: (file: (typeof batches)[number]['files'][number]) => {
        for (const batch of batches) batch.remove(file);
        this.attach.view?.focus();
      },
      retry: (file: (typeof batches)[number]['files'][number]) => {
        for (const batch of batches) batch.retry(file);
      },
    };
    const files = batches.flatMap((batch) => batch.files);
    return [
      drawStrip(files, this.note && words.tooMany(MAX_ATTACHMENTS), words, act),
      this.held ? dropZone(peer?.name?.trim() || host.strings.someone, words) : nothing,
      this.voice?.draw(host),
    ];
  }

  /** What is chosen for whom one talks to now. */
  private get draft(): Batch | undefined {
    return this.batches.find((batch) => !batch.isSent && this.isShown(batch));
  }

  /** Nobody sees what was chosen under another login, or for somebody else. */
  private isShown({ from, to }: Batch): boolean {
    const { profile, peer } = this.attach.owner.shell.settings;
    return !!profile && !!peer && sameProfile(from, profile) && sameProfile(to, peer);
  }

  private choose(files: readonly File[]): void {
    const { profile, peer } = this.attach.owner.shell.settings;
    if (!profile || !peer) return;
    const batch = this.draft ?? this.begin(profile, peer);
    const room = MAX_ATTACHMENTS - batch.files.length;
    this.note = files.length > room ? 'full' : '';
    batch.add(files.slice(0, room));
    this.attach.view?.focus();
  }

  private begin(from: Profile, to: Profile): Batch {
    const { owner } = this.attach;
    const batch = new Batch(from, to, {
      settings: () => owner.shell.settings,
      own: () => owner.host.uploadFile,
      changed: () => this.update(),
      send: (text, attachments) => {
        const { profile } = owner.shell.settings;
        if (!profile || !sameProfile(profile, from)) return;
        owner.chat.use((talks) => talks.send(text, undefined, { to, attachments }));
      },
    });
    this.batches = [...this.batches, batch];
    return batch;
  }

  private letGo(): void {
    this.held = undefined;
    this.update();
  }

  private update(): void {
    this.batches = this.batches.filter(({ files }) => files.length);
    if (!this.draft) this.note = '';
    this.watchPage();
    this.attach.update();
  }

  /** A page that goes takes with it what is on its way: the browser asks first. */
  private watchPage(): void {
    const isBusy = this.batches.some(({ isSent }) => isSent);
    const listen = isBusy ? addEventListener : removeEventListener;
    listen('beforeunload', ask);
  }

  private open(pictures: readonly Attachment[], picture: Attachment): void {
    const { view: host } = this.attach;
    if (!host) return;
    import('../ui/files/viewer.js').then(
      (room) =>
        room.openViewer(host.renderRoot, pictures, pictures.indexOf(picture), fileStrings(host.strings.lang)),
      this.missing,
    );
  }

  private readonly missing = (): unknown => this.attach.owner.shell.fail('load_failed');

  private adopt({ renderRoot }: CcmElement): void {
    const sheet = fileStyles.styleSheet;
    if (sheet && renderRoot instanceof ShadowRoot && !renderRoot.adoptedStyleSheets.includes(sheet))
      renderRoot.adoptedStyleSheets.push(sheet);
  }
}

const read = new WeakMap<object, readonly Attachment[]>();

/** The same list for the same message. Files that cannot be read are not shown. */
function filesOf({ attachments }: MessageEntry): readonly Attachment[] {
  if (typeof attachments !== 'object' || !attachments) return [];
  const known = read.get(attachments);
  if (known) return known;
  const found = readAttachments(attachments);
  const files = found instanceof ProtocolError ? [] : found;
  read.set(attachments, files);
  return files;
}

const ask = (event: Event): void => event.preventDefault();

export function openFiles(attach: FilesHost): Files {
  return new Files(attach);
}
