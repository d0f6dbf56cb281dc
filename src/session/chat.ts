import type { Timeline } from '../chat/timeline.js';
import type { Profile } from '../protocol/identity.js';
import type { Core } from './core.js';
import { openTalks, type Talks } from './delivery/index.js';
import { keptMark } from './kept-mark.js';
import { termsOf, unkept } from './terms.js';
import type { SessionView } from './types.js';

type Act = (talks: Talks) => void;

const EMPTY: Timeline = [];

/**
 * The conversations of one profile, as the rest of the session sees them. They are read from this device when a
 * conversation is first used; what is asked of them meanwhile waits, in order.
 */
export class Chat {
  talks: Talks | null = null;
  private loading = false;
  private waiting: Act[] = [];
  /** Another number for each who is signed in. */
  private user = 0;

  constructor(private readonly core: Core) {}

  /** What a view shows of them. */
  get view(): Pick<
    SessionView,
    'entries' | 'unread' | 'unreadFrom' | 'chatProblem' | 'typing' | 'terms' | 'draft'
  > {
    const { talks } = this;
    const { link, isOpen, settings } = this.core.shell;
    const isUnknown = link.state !== 'open' || (isOpen && !link.announced);
    const chatProblem = settings.messageSender
      ? null
      : isUnknown
        ? 'not_connected'
        : link.has('chat')
          ? null
          : 'no_chat';
    return (
      talks?.view ?? {
        entries: EMPTY,
        unread: 0,
        unreadFrom: '',
        typing: false,
        // who is blocked is, before anything has loaded
        terms: termsOf(settings.profile, settings.peer),
        draft: '',
        chatProblem,
      }
    );
  }

  setReading(peer: Profile | null): void {
    if (peer || this.talks) this.use((talks) => talks.setReading(peer));
  }

  /** What waits on this device for a connection or to be seen. */
  resume(): void {
    const { profile } = this.core.shell.settings;
    if (profile && keptMark(profile) === 'wanted') this.use(() => {});
  }

  /** At sign-out: nothing of one profile is shown to the next. */
  clear(): void {
    this.talks?.forget();
    unkept.clear();
    this.stop();
  }

  stop(): void {
    this.talks?.stop();
    this.talks = null;
    this.loading = false;
    this.waiting = [];
    this.user += 1;
  }

  /** Now, or as soon as they are there. What fails is tried again with the next wish. */
  use(act: Act): void {
    if (this.talks) return act(this.talks);
    this.waiting.push(act);
    if (!this.loading) void this.load(this.user);
  }

  private async load(user: number): Promise<void> {
    const { core } = this;
    const { profile } = core.shell.settings;
    if (!profile) return;
    this.loading = true;
    try {
      const talks = await openTalks(core, profile, () => user === this.user);
      // somebody else may be signed in by now
      if (!talks) return;
      if (user !== this.user) return talks.stop();
      this.talks = talks;
      for (const act of this.waiting.splice(0)) act(talks);
      talks.welcomed();
    } catch {
      if (user !== this.user) return;
      this.loading = false;
      core.shell.fail('load_failed');
    }
  }
}
