import { html, nothing, type TemplateResult } from 'lit';
import type { MessageEntry } from '../src/chat/types.js';
import { namesOf } from '../src/chat/names.js';
import { en as attachWords } from '../src/i18n/attach/en.js';
import { en as words } from '../src/i18n/files/en.js';
import type { Attachment } from '../src/protocol/frames.js';
import type { FilesPart } from '../src/ui/conversation/files.js';
import { iconButton } from '../src/ui/button.js';
import { define, type CcmElement } from '../src/ui/element.js';
import { attached } from '../src/ui/files/attached.js';
import { CcmPlayer } from '../src/ui/files/player.js';
import { drawStrip, dropZone, type ChosenFile } from '../src/ui/files/strip.js';
import { fileStyles } from '../src/ui/files/styles.js';
import { CcmViewer } from '../src/ui/files/viewer.js';
import { paperclip } from '../src/ui/icons-attach.js';
import { message, sara } from './samples.js';
import type { State } from './state.js';

define('ccm-player', CcmPlayer);
define('ccm-viewer', CcmViewer);

/** A page of notes, drawn here. */
function notes(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext('2d');
  if (!pen) return canvas;
  pen.fillStyle = '#f6f0dd';
  pen.fillRect(0, 0, width, height);
  pen.strokeStyle = '#b9cfe8';
  for (let y = 40; y < height; y += 40) pen.strokeRect(-5, y, width + 10, 0.5);
  pen.fillStyle = '#27408b';
  pen.font = 'italic 40px serif';
  pen.fillText('∫ x·eˣ dx = x·eˣ − ∫ eˣ dx', 30, height / 2 - 30);
  pen.fillText('= (x − 1)·eˣ + C', 90, height / 2 + 40);
  return canvas;
}

const picture = notes(640, 420).toDataURL();
const file = (name: string, type: string, more: Partial<Attachment> = {}): Attachment => ({
  ...{ url: 'https://files.example.com/1', name, type, size: 1_234_567 },
  ...more,
});
const photo = file('notes.png', 'image/png', { url: picture, width: 640, height: 420 });
const waveform = Array.from({ length: 48 }, (_, i) =>
  Math.round(45 + 40 * Math.sin(i / 2) * Math.cos(i / 5)),
);
const voice = file('lesson.mp3', 'audio/mpeg', { duration: 83_000, waveform });
const sheet = file(
  'Exercise 4, integration by parts (corrected by Tariq on Wednesday).pdf',
  'application/pdf',
);

const chosen = (name: string, more: Partial<ChosenFile> = {}): ChosenFile => ({
  ...{ name, size: 482_000, state: 'ready', progress: 0 },
  ...more,
});
/** With a preview of its own in each picture: a canvas stands in one place. */
const pictured = (file: ChosenFile): ChosenFile =>
  Object.defineProperty({ ...file }, 'preview', { get: () => notes(640, 420) });

interface Shown {
  readonly note?: string;
  readonly chosen?: readonly ChosenFile[];
  readonly dropping?: boolean;
}

const part = ({ chosen = [], dropping, note = '' }: Shown): FilesPart => ({
  version: 1,
  send: () => false,
  draw: ({ attachments, text }) => {
    const files = attachments as readonly Attachment[] | undefined;
    return files
      ? { files: attached(files, words, () => {}), text: text === namesOf(files) ? '' : text }
      : null;
  },
  strip({ renderRoot }: CcmElement) {
    const { styleSheet } = fileStyles;
    if (styleSheet && renderRoot instanceof ShadowRoot && !renderRoot.adoptedStyleSheets.includes(styleSheet))
      renderRoot.adoptedStyleSheets.push(styleSheet);
    const acts = { remove: () => {}, retry: () => {} };
    return [drawStrip(chosen, note, words, acts), dropping ? dropZone(sara.name ?? '', words) : nothing];
  },
  buttons: () =>
    html`<span slot="composer-actions"
      >${iconButton('ib', 'attach-button', attachWords.attach, paperclip, () => {})}</span
    >`,
});

const said = (mine: boolean, text: string, minute: number, ...attachments: Attachment[]): MessageEntry => ({
  ...message(mine, text || namesOf(attachments), new Date(2026, 4, 6, 14, minute).getTime()),
  attachments,
});

const talk = [
  said(false, 'These are my notes. Is the last line right?', 2, photo),
  said(true, '', 4, sheet),
  said(true, 'And listen to this:', 4, voice),
  said(false, '', 6, voice),
];

const viewer = (): TemplateResult =>
  html`<ccm-viewer .pictures=${[photo, photo]} .index=${0} .words=${words}></ccm-viewer>`;

/** Files in messages, and on their way. `shown` draws a conversation. */
export const fileStates = (
  shown: (entries: readonly MessageEntry[], files: FilesPart) => TemplateResult,
): readonly State[] => [
  { id: 'files', title: 'Files in messages', phone: true, view: shown(talk, part({})) },
  {
    id: 'files-broken',
    title: 'A picture that is gone',
    view: shown([said(false, '', 2, { ...photo, url: 'data:,' }), said(true, '', 4, sheet)], part({})),
  },
  { id: 'files-rtl', title: 'Files in messages, right to left', dir: 'rtl', view: shown(talk, part({})) },
  {
    id: 'files-chosen',
    title: 'Files chosen',
    view: shown(
      talk.slice(0, 1),
      part({ chosen: [pictured(chosen('notes.jpg')), chosen('Exercise 4.pdf')] }),
    ),
  },
  {
    id: 'files-preparing',
    title: 'Files made ready, and too many of them',
    view: shown(
      talk.slice(0, 1),
      part({
        chosen: [chosen('notes.jpg', { state: 'preparing' }), chosen('lesson.mp3', { type: 'audio/mpeg' })],
        note: words.tooMany(10),
      }),
    ),
  },
  {
    id: 'files-sending',
    title: 'Files on their way, one failed',
    phone: true,
    view: shown(
      talk.slice(0, 1),
      part({
        chosen: [
          pictured(chosen('notes.jpg', { state: 'uploading', progress: 0.4 })),
          chosen('lesson.mp4', { state: 'failed', error: 'too_large', max: 10_485_760 }),
          chosen('Exercise 4.pdf', { state: 'failed', error: 'network' }),
        ],
      }),
    ),
  },
  {
    id: 'files-drop',
    title: 'Files held over the conversation',
    view: shown(talk, part({ dropping: true })),
  },
  { id: 'viewer', title: 'A picture, large', alone: true, once: true, phone: true, view: viewer() },
  {
    id: 'viewer-rtl',
    title: 'A picture, right to left',
    alone: true,
    once: true,
    dir: 'rtl',
    view: viewer(),
  },
];
