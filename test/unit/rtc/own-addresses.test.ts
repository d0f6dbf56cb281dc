import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressFilter } from '../../../src/rtc/own-addresses.js';

const relayed =
  'candidate:1 1 udp 1 203.0.113.5 4000 typ relay raddr 192.0.2.1 rport 5000 generation 0 ufrag ab';
const candidate = (text: string): RTCIceCandidate =>
  ({ candidate: text, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'ab' }) as RTCIceCandidate;

describe('own addresses', () => {
  it('X11 relay: no host, no reflexive and no related address', () => {
    const filter = addressFilter('relay');
    assert.equal(filter.candidate(candidate('candidate:1 1 udp 1 192.0.2.1 9 typ host')), null);
    assert.equal(
      filter.candidate(candidate('candidate:1 1 udp 1 198.51.100.1 9 typ srflx raddr 192.0.2.1 rport 9')),
      null,
    );
    assert.equal(
      filter.candidate(candidate(relayed))?.candidate,
      'candidate:1 1 udp 1 203.0.113.5 4000 typ relay raddr 0.0.0.0 rport 0 generation 0 ufrag ab',
    );
    assert.doesNotMatch(filter.sdp(`v=0\r\na=${relayed}\r\na=${relayed}\r\n`), /192\.0\.2\.1/);
  });

  it('all: everything as the browser made it, in the words of the wire', () => {
    const filter = addressFilter('all');
    assert.equal(filter.sdp(relayed), relayed);
    assert.deepEqual(filter.candidate(candidate(relayed)), {
      candidate: relayed,
      sdpMid: '0',
      sdpMLineIndex: 0,
      usernameFragment: 'ab',
    });
  });
});
