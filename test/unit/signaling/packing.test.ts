import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { MAX_SDP_CHARS } from '../../../src/protocol/limits.js';
import { deflate, inflate } from '../../../src/signaling/dialects/packing.js';

const lines = Array.from({ length: 120 }, (_, n) => `a=rtpmap:${n} VP8/90000\r\na=rtcp-fb:${n} nack pli\r\n`);
const SDP = `v=0\r\na=fingerprint:sha-256 00\r\na=x:ü\r\n${lines.join('')}`;
const packed = (data: string | Buffer) => deflateRawSync(data).toString('base64');

describe('compressed descriptions', () => {
  it('S23 come out as they went in, and weigh a fraction', async () => {
    const small = await deflate(SDP);
    assert.ok(small.length < SDP.length / 4, `${small.length} of ${SDP.length}`);
    assert.equal(await inflate(small), SDP);
    assert.equal(await inflate(packed('x'.repeat(MAX_SDP_CHARS))), 'x'.repeat(MAX_SDP_CHARS));
    assert.equal(await inflate(await deflate('')), '');
  });

  it('S23 one byte more than a description may have is refused', async () => {
    await assert.rejects(inflate(packed('x'.repeat(MAX_SDP_CHARS + 1))), RangeError);
    await assert.rejects(inflate(packed('ü'.repeat(10)), 19), RangeError);
    assert.equal((await inflate(packed('ü'.repeat(10)), 20)).length, 10);
  });

  it('S23 a bomb is stopped near the limit, whatever it would become', async (t) => {
    const bomb = packed(Buffer.alloc(64 * 1024 * 1024)); // some 64 kB, as a signal may have
    let inflated = 0;
    const Real = globalThis.DecompressionStream;
    t.after(() => Object.assign(globalThis, { DecompressionStream: Real }));
    class Counted {
      readonly writable: WritableStream;
      readonly readable: ReadableStream;
      constructor() {
        const real = new Real('deflate-raw');
        const count = new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            inflated += chunk.length;
            controller.enqueue(chunk);
          },
        });
        this.writable = real.writable;
        this.readable = real.readable.pipeThrough(count);
      }
    }
    Object.assign(globalThis, { DecompressionStream: Counted });
    await assert.rejects(inflate(bomb), RangeError);
    assert.ok(inflated > MAX_SDP_CHARS && inflated < 1024 * 1024, `${inflated} bytes`);
  });

  it('S23 what is cut off, changed or nonsense is an error, never a half description', async () => {
    const whole = await deflate(SDP);
    const bytes = Buffer.from(whole, 'base64');
    await assert.rejects(inflate(bytes.subarray(0, bytes.length - 20).toString('base64')));
    for (const text of ['', '!', 'not base64', Buffer.from('no deflate').toString('base64')])
      await assert.rejects(inflate(text), text);
    await assert.rejects(inflate(packed(Buffer.from([0xff, 0xfe, 0xfd]))), TypeError);
  });
});
