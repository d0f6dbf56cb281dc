import { html, type TemplateResult } from 'lit';
import type { MessageEntry } from '../src/chat/types.js';
import { rareWords } from '../src/i18n/en-rare.js';
import { en as attachWords } from '../src/i18n/attach/en.js';
import { en as fileWords } from '../src/i18n/files/en.js';
import { en as words } from '../src/i18n/voice/en.js';
import type { FilesPart } from '../src/ui/conversation/files.js';
import { iconButton } from '../src/ui/button.js';
import { problemText } from '../src/ui/call/problems.js';
import type { CcmElement } from '../src/ui/element.js';
import { attached } from '../src/ui/files/attached.js';
import { drawStrip, type ChosenFile } from '../src/ui/files/strip.js';
import { fileStyles } from '../src/ui/files/styles.js';
import { mic } from '../src/ui/icons.js';
import { paperclip } from '../src/ui/icons-attach.js';
import { defineVoice, type VoiceNote, type VoiceView } from '../src/ui/voice/bar.js';
import type { Attachment } from '../src/protocol/frames.js';
import { message } from './samples.js';
import type { State } from './state.js';

defineVoice();

const spoken = (length: number): number[] =>
  Array.from({ length }, (_, i) => Math.abs(Math.sin(i / 2.3) * Math.cos(i / 7)) * (i % 9 ? 1 : 0.2));
const voice = (duration: number): Attachment => ({
  ...{ url: 'https://files.example.com/1', name: words.name, type: 'audio/webm', size: 48_000 },
  ...{ duration, waveform: spoken(48).map((level) => Math.round(level * 100)) },
});
const take = (state: VoiceView['state'], more: Partial<VoiceView> = {}): VoiceView => ({
  ...{ state, length: 0, isLong: false, levels: [], file: null, sound: null },
  ...more,
});

interface Shown {
  readonly take?: VoiceView;
  readonly note?: VoiceNote;
  readonly prompt?: string;
  readonly calm?: true;
  readonly sending?: true;
}

const acts = { drop: () => {}, stop: () => {}, send: () => {}, dismiss: () => {} };
const sending: ChosenFile = {
  ...{ name: words.name, size: 48_000, type: 'audio/webm', progress: 0.6 },
  state: 'uploading',
};

const part = (shown: Shown): FilesPart => ({
  version: 1,
  send: () => false,
  draw({ attachments }) {
    const files = attachments as readonly Attachment[] | undefined;
    return files ? { files: attached(files, fileWords, () => {}), text: '' } : null;
  },
  strip({ renderRoot }: CcmElement) {
    const { styleSheet } = fileStyles;
    if (styleSheet && renderRoot instanceof ShadowRoot && !renderRoot.adoptedStyleSheets.includes(styleSheet))
      renderRoot.adoptedStyleSheets.push(styleSheet);
    const { take = null, note = null, prompt = '', calm = false } = shown;
    const strip = drawStrip(shown.sending ? [sending] : [], '', fileWords, {
      remove: () => {},
      retry: () => {},
    });
    if (!take && !note) return strip;
    return html`${strip}<ccm-voice
        class=${take ? 'over' : ''}
        .take=${take}
        .note=${note}
        .prompt=${prompt}
        .calm=${calm}
        .acts=${acts}
      ></ccm-voice>`;
  },
  buttons: () =>
    html`<span slot="composer-actions"
        >${iconButton('ib', 'attach-button', attachWords.attach, paperclip, () => {})}</span
      ><span slot="voice">${iconButton('ib', 'voice-button', attachWords.record, mic, () => {})}</span>`,
});

/** Moves in the last one, six times by five seconds. */
const hear: State['act'] = (root) => {
  const shadow = [...root.querySelectorAll('ccm-player')].at(-1)?.shadowRoot;
  const slider = shadow?.querySelector('[role=slider]');
  if (slider?.getAttribute('aria-valuenow') === '30') return true;
  for (let i = 0; slider && i < 6; i++)
    slider.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
  return false;
};

const said = (mine: boolean, minute: number, file: Attachment): MessageEntry => ({
  ...message(mine, file.name, new Date(2026, 4, 6, 14, minute).getTime()),
  attachments: [file],
});
const talk = [
  message(false, 'How do you pronounce it?', new Date(2026, 4, 6, 14, 2).getTime()),
  said(true, 3, voice(14_000)),
  said(false, 5, voice(83_000)),
];
const recorded = take('done', { file: voice(7200) });

/** Voice messages: made, heard before they go out, sent and come. `shown` draws a conversation. */
export const voiceStates = (
  shown: (entries: readonly MessageEntry[], files: FilesPart) => TemplateResult,
): readonly State[] => {
  const state = (id: string, title: string, how: Shown, more: Partial<State> = {}): State => ({
    ...{ id: `voice-${id}`, title, view: shown(talk, part(how)) },
    ...more,
  });
  const recording = take('recording', { length: 7200, levels: spoken(72) });
  return [
    state('messages', 'Voice messages, one that does not play', {}, { act: hear }),
    state('asking', 'The browser asks for the microphone', {
      ...{ take: take('asking'), prompt: rareWords.prompt('voice') },
    }),
    state('recording', 'Recording', { take: recording }),
    state('recording-rtl', 'Recording, right to left', { take: recording }, { dir: 'rtl' }),
    state('recording-calm', 'Recording, nothing moves', { take: recording, calm: true }),
    state('recording-long', 'Recording, soon at its end', {
      take: take('recording', { length: 294_000, levels: spoken(200), isLong: true }),
    }),
    state('preview', 'Recorded', { take: recorded }),
    state('preview-rtl', 'Recorded, right to left', { take: recorded }, { dir: 'rtl' }),
    state('preview-call', 'Recorded until it rang', { take: recorded, note: { title: words.ended.call } }),
    state('sending', 'A voice message on its way', { sending: true }),
    state('refused', 'The microphone is blocked', {
      note: problemText({ device: 'microphone', code: 'denied' }, rareWords),
    }),
  ];
};
