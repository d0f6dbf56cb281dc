import type { ReactiveControllerHost } from 'lit';
import type { Session } from '../session/session.js';
import type { UploadFile } from '../session/types.js';
import type { CcmElement } from '../ui/element.js';

/** What files need of the modal. */
export interface FilesOwner extends Pick<Session, 'chat' | 'shell'> {
  readonly host: ReactiveControllerHost & { readonly uploadFile: UploadFile | null };
}

/** What happens with a file, as seen by what stands around it. */
export interface FilesHost {
  readonly owner: FilesOwner;
  /** The conversation on the screen. */
  readonly view: CcmElement | null;
  /** Something of a file is other than it was. */
  update(): void;
}
