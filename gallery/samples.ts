import type { CallSnapshot } from '../src/call/snapshot.js';
import type { CallEntry, DeliveryStatus, MessageEntry, TimelineEntry } from '../src/chat/types.js';
import type { Profile } from '../src/protocol/identity.js';

export const tariq: Profile = { id: '1', type: 'tutor', name: 'Tariq' };
export const sara: Profile = { id: '7', type: 'student', name: 'Sara' };
/** Has the same name; nobody keeps older messages with her (gallery.ts). */
export const nobodyKeeps: Profile = { ...sara, id: '8' };
export const tariqArabic: Profile = { ...tariq, name: 'طارق' };

/** One afternoon, so that pictures of two runs are the same. */
export const now = new Date(2026, 4, 6, 14, 20).getTime();
const at = (hour: number, minute: number, daysAgo = 0): number =>
  new Date(2026, 4, 6 - daysAgo, hour, minute).getTime();

let ids = 0;
export function message(
  mine: boolean,
  text: string,
  time: number,
  status: DeliveryStatus = 'read',
  id = `m${++ids}`,
): MessageEntry {
  return { entry: 'message', id, mine, text, at: time, status };
}

export function callEntry(more: Partial<CallEntry>, time: number): CallEntry {
  return {
    entry: 'call',
    id: `c${++ids}`,
    mine: false,
    kind: 'video',
    outcome: 'missed',
    duration: 0,
    at: time,
    ...more,
  };
}

export const talk: readonly TimelineEntry[] = [
  message(false, 'See you tomorrow, and thank you!', at(18, 31, 1)),
  callEntry({ mine: true, outcome: 'answered', duration: 2530 }, at(18, 34, 1)),
  message(false, "Hi! I finished exercise 4, but I'm stuck on the last integral.", at(14, 2)),
  message(false, 'Could you have a look before our lesson?', at(14, 2)),
  message(true, 'Of course. Send me a photo of your notes.', at(14, 3)),
  message(
    true,
    'Or read this first: https://en.wikipedia.org/wiki/Integration_by_parts',
    at(14, 5),
    'delivered',
  ),
  callEntry({}, at(14, 11)),
  message(false, 'Are you free now? A quick call would help a lot 🙏', at(14, 12), 'read', 'first-new'),
  message(true, 'Yes, calling you in a second.', at(14, 13), 'failed'),
];

export const talkArabic: readonly TimelineEntry[] = [
  message(false, 'مرحبًا سارة! هل أنتِ جاهزة للدرس؟', at(14, 2)),
  message(true, 'نعم، أنا جاهزة. لحظة واحدة من فضلك.', at(14, 3), 'delivered'),
  callEntry({ outcome: 'answered', duration: 2530 }, at(14, 4)),
  message(true, 'هذا هو الرابط: https://example.com', at(14, 12), 'sent'),
  message(false, 'شكرًا 🙏', at(14, 13)),
];

export function call(more: Partial<CallSnapshot> = {}): CallSnapshot {
  return {
    id: 'call-1',
    phase: 'connected',
    direction: 'outgoing',
    kind: 'video',
    peer: sara,
    remoteRinging: true,
    muted: false,
    cameraOff: false,
    sharing: false,
    peerMedia: { audio: true, video: true, screen: false },
    problems: [],
    silence: null,
    connectedAt: now - 767_000,
    endReason: null,
    endedBy: null,
    declineMessage: null,
    duration: null,
    ...more,
  };
}
