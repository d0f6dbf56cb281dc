import type { FrameLocator, Locator, Page } from 'playwright-core';

/** What people press and read, found by the names that the public contract gives (docs: the element). */
export interface Controls {
  dialog(peerName: string): Locator;
  button(name: string): Locator;
  readonly voiceCall: Locator;
  readonly videoCall: Locator;
  readonly accept: Locator;
  readonly decline: Locator;
  readonly mute: Locator;
  readonly unmute: Locator;
  readonly cameraOff: Locator;
  readonly cameraOn: Locator;
  readonly shareScreen: Locator;
  readonly stopSharing: Locator;
  readonly endCall: Locator;
  readonly minimize: Locator;
  readonly close: Locator;
  readonly send: Locator;
  readonly attachFile: Locator;
  readonly message: Locator;
  readonly messages: Locator;
  /** Its text is *Calling…*, *Ringing…*, *Connecting…*, the running time, *Reconnecting…* or why the call ended. */
  readonly status: Locator;
}

/** The controls of the widget in a page or frame. Locators are lazy: each use looks anew, through shadow roots. */
export function controls(page: Page | FrameLocator): Controls {
  const widget = page.locator('chat-call-modal');
  const button = (name: string) => widget.getByRole('button', { name, exact: true });
  return {
    dialog: (peerName) => widget.getByRole('dialog', { name: `Chat with ${peerName}` }),
    button,
    voiceCall: button('Voice call'),
    videoCall: button('Video call'),
    accept: button('Accept'),
    decline: button('Decline'),
    mute: button('Mute'),
    unmute: button('Unmute'),
    cameraOff: button('Turn camera off'),
    cameraOn: button('Turn camera on'),
    shareScreen: button('Share screen'),
    stopSharing: button('Stop sharing'),
    endCall: button('End call'),
    minimize: button('Minimize'),
    close: button('Close'),
    send: button('Send'),
    attachFile: button('Attach file'),
    message: widget.getByRole('textbox', { name: 'Message' }),
    messages: widget.getByRole('log', { name: 'Messages' }),
    status: widget.getByRole('status', { name: 'Call status' }),
  };
}

/** A running call's time, as the status shows it: `00:05`, `1:02:03`. */
export const RUNNING_TIME = /^\s*(\d+:)?\d{2}:\d{2}\s*$/;
