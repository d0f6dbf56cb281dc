import { createStore, get, set } from 'idb-keyval';
import { MARK, takeTurned, type Turned } from './turned.js';

/** Ids of devices, empty for the system's own choice; as in rtc/types.ts, which this room may not import. */
interface Choice {
  readonly audio: string;
  readonly video: string;
  readonly speaker: string;
  readonly music: boolean;
}

/** Of its own: what a conversation keeps is wiped at sign-out, devices belong to the machine. */
const store = () => createStore('ccm-devices', 'choice');

/** What was kept: nothing where storage is refused, and nothing that is not a choice; and what the page before left. */
export async function loadDevices(): Promise<Partial<Choice> & { readonly turned: Turned }> {
  const turned = takeTurned();
  try {
    const kept = await get<Readonly<Record<string, unknown>>>('choice', store());
    const id = (name: string): string => (typeof kept?.[name] === 'string' ? kept[name] : '');
    return {
      turned,
      audio: id('audio'),
      video: id('video'),
      speaker: id('speaker'),
      music: kept?.['music'] === true,
    };
  } catch {
    return { turned };
  }
}

/** With a word in localStorage, so that a page where nobody ever chose loads nothing of this. */
export async function saveDevices({ audio, video, speaker, music }: Choice): Promise<void> {
  try {
    localStorage.setItem(MARK, '1');
    await set(
      'choice',
      { ['audio']: audio, ['video']: video, ['speaker']: speaker, ['music']: music },
      store(),
    );
  } catch {
    // refused: the choice lasts as long as the page
  }
}
