import type { ControlContext } from '../controls/control.js';
import type { Request } from '../requests.js';

/** What the pieces of the stage are drawn from. */
export interface StageView extends ControlContext {
  /** The peer's name, or the word for somebody without one. */
  readonly name: string;
  readonly time: number;
  readonly localStream: MediaStream | null;
  /** One's own picture fills the stage while nobody has answered. */
  readonly preview: boolean;
  readonly needsGesture: boolean;
  readonly prompting: boolean;
  readonly request: (request: Request) => void;
}
