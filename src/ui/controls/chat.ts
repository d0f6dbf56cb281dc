import { messageCircle } from '../icons.js';
import type { Control } from './control.js';

export const chat: Control = {
  part: 'chat-button',
  shown: (context) => context.chat,
  label: ({ strings, unread }) => (unread ? strings.unread(String(unread)) : strings.chat),
  icon: () => messageCircle,
  tone: ({ unread }) => (unread ? 'badge' : ''),
  request: () => ['chat'],
};
