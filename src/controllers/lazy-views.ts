import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The parts of the interface that load when they are first shown. */
const views = {
  conversation: () => import('../ui/conversation.js'),
  call: () => import('../ui/call.js'),
};

export type LazyView = keyof typeof views;

/** Loads a view once and redraws when it is there. A failed load is tried again the next time it is wanted. */
export class LazyViews implements ReactiveController {
  private readonly state = new Map<LazyView, 'loading' | 'ready'>();

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly failed: (view: LazyView) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {}

  /** `true` when the view can be drawn now. */
  ready(view: LazyView): boolean {
    if (this.state.get(view) === 'ready') return true;
    this.load(view);
    return false;
  }

  load(view: LazyView): void {
    if (this.state.has(view)) return;
    this.state.set(view, 'loading');
    views[view]().then(
      () => {
        this.state.set(view, 'ready');
        this.host.requestUpdate();
      },
      () => {
        this.state.delete(view);
        this.failed(view);
      },
    );
  }
}
