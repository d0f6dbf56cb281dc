import type { Page } from 'playwright-core';

/** A JPEG with a place in its EXIF, drawn by the browser. */
export async function photoWithPlace(page: Page, width: number, height: number): Promise<Buffer> {
  const bytes = await page.evaluate(
    async ([w, h]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [w, h];
      const context = canvas.getContext('2d')!;
      context.fillStyle = '#38f';
      context.fillRect(0, 0, w, h / 2);
      const blob = await new Promise<Blob>((done) => canvas.toBlob((it) => done(it!), 'image/jpeg'));
      const plain = [...new Uint8Array(await blob.arrayBuffer())];
      const said = [...new TextEncoder().encode('Exif\0\0MM\0*GPS 52.5N 13.4E')];
      return [...plain.slice(0, 2), 0xff, 0xe1, 0, said.length + 2, ...said, ...plain.slice(2)];
    },
    [width, height] as const,
  );
  return Buffer.from(bytes);
}
