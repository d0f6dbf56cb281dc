import type { ReactiveControllerHost } from 'lit';
import type { Session } from '../session/session.js';
import type { UploadFile } from '../session/types.js';
import type { CcmElement } from '../ui/element.js';

/** What files need of the modal. */
export interface FilesOwner extends Pick<Session, 'chat' | 'devices' | 'shell' | 'view'> {
  readonly host: ReactiveControllerHost & {
    readonly uploadFile: UploadFile | null;
    readonly open: boolean;
    readonly isConnected: boolean;
  };
  hasLiveCall(): boolean;
}

/** What happens with a file, as seen by what stands around it. */
export interface FilesHost {
  readonly owner: FilesOwner;
  /** The conversation on the screen. */
  readonly view: CcmElement | null;
  /** The microphone belongs to a call, here or in another tab. */
  readonly isBusy: boolean;
  /** Something of a file is other than it was. */
  update(): void;
}
