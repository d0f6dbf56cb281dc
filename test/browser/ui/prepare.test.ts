import { assert } from '@open-wc/testing';
import { prepare } from '../../../src/ui/files/prepare.js';

/** A picture in which a camera wrote where it was taken. */
async function photo(width = 40, height = 30): Promise<Blob> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext('2d')?.fillRect(0, 0, 9, 9);
  const plain = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg'));
  const bytes = new Uint8Array((await plain?.arrayBuffer()) ?? []);
  const note = new TextEncoder().encode('Exif\0\0MM\0*GPS 52.5N 13.4E');
  const start = [...bytes.slice(0, 2), 0xff, 0xe1, 0, note.length + 2];
  // in one piece: Firefox draws none whose first piece is this short
  return new Blob([new Uint8Array([...start, ...note, ...bytes.slice(2)])]);
}

const textOf = async (file: Blob): Promise<string> =>
  new TextDecoder('latin1').decode(await file.arrayBuffer());

describe('a file that is about to go out', () => {
  it('a picture goes without what a camera wrote, whatever the system calls it', async () => {
    const taken = await photo();
    assert.include(await textOf(taken), 'GPS 52.5N');
    for (const [name, type] of [
      ['lesson.jpg', 'image/jpeg'],
      ['lesson.jpg', ''],
      ['IMG_0001', ''],
      ['IMG_0001.bak', 'application/octet-stream'],
    ] as const) {
      const { file, width, height } = await prepare(new File([taken], name, { type }));
      assert.notInclude(await textOf(file), 'GPS', `${name} as ${type}`);
      assert.deepEqual([file.type, width, height], ['image/jpeg', 40, 30], `${name} as ${type}`);
      assert.match(file.name, /\.jpg$/);
    }
  });

  it('is no larger than it is looked at', async () => {
    const { file, width, height } = await prepare(
      new File([await photo(3000, 1500)], 'a.jpg', { type: 'image/jpeg' }),
    );
    assert.deepEqual([file.type, width, height], ['image/jpeg', 2048, 1024]);
  });

  it('what is no picture goes as it is; a picture that cannot be drawn does not go', async () => {
    for (const [name, type] of [
      ['notes.txt', 'text/plain'],
      ['notes', ''],
      ['notes.pdf', 'application/octet-stream'],
    ] as const) {
      const file = new File(['notes'], name, { type });
      assert.equal((await prepare(file)).file, file, name);
    }
    for (const [name, type] of [
      ['a.heic', 'image/heic'],
      ['a.HEIC', ''],
      ['a.jpg', 'application/octet-stream'],
    ] as const) {
      const reason = await prepare(new File(['nothing'], name, { type })).catch((error: unknown) => error);
      assert.equal((reason as Error).constructor.name, 'UnreadableError', name);
    }
  });
});
