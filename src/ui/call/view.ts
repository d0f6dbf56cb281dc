import type { Quality } from '../../call/quality.js';
import type { ControlContext } from '../controls/control.js';
import type { Ask } from '../requests.js';

/** What the pieces of the stage are drawn from. */
export interface StageView extends ControlContext {
  /** The peer's name, or the word for somebody without one. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly localStream: MediaStream | null;
  /** One's own picture fills the stage while nobody has answered. */
  readonly preview: boolean;
  readonly needsGesture: boolean;
  readonly prompting: boolean;
  readonly quality: Quality | null;
  readonly ask: Ask;
}
