/** What a diagnosis says, for whoever runs the page: what is wrong, and what to do. Loaded with it. */
export const findingWords = {
  no_profile: ['Nobody is signed in here.', 'Set profile-id and profile-type.'],
  no_webrtc: ['This browser has no WebRTC.', 'Use another browser, or a page that is not sandboxed.'],
  offline: ['The browser has no network.', 'Connect it; the widget goes on by itself.'],
  socket_idle: [
    'No socket was wanted.',
    'Set connect="always", open the modal, or call connectSocket(); set profile-id and profile-type, for relay also conversation-id.',
  ],
  socket_unreachable: [
    'The socket did not open.',
    'Look at its handshake in the network panel: is the address right, does the back end answer 101, is it wss on an https page?',
  ],
  socket_refused: [
    'The back end does not let this profile in.',
    'Look at the token, at getToken, and into the log of the back end.',
  ],
  socket_lost: [
    'The socket was open and is not any more.',
    'It comes back by itself. If it does not, the back end or a proxy before it is down or cuts connections.',
  ],
  frame_changed: [
    'A frame came that is not what the sender sent.',
    'The back end must forward frames untouched; the trace says which field.',
  ],
  signal_refused: [
    'The back end did not take a signal.',
    'The trace says the status and why: not a participant, no login, a missing CSRF token.',
  ],
  not_sent: [
    'The invitation did not leave this page.',
    'The socket was not open at that time: see what it says of the connection.',
  ],
  not_delivered: [
    'The invitation left, and nothing came back.',
    'Does the back end forward call_invitation to to_profile_type and to_profile_id, compared as texts? Is the page of the callee open?',
  ],
  not_rung: [
    'The back end has the invitation, and no device rang.',
    'On the pages of the callee connect must be "always", with the same profile as peer-id and peer-type here.',
  ],
  not_answered: ['It rang, and nobody answered.', 'Nothing is broken.'],
  callee_offline: [
    'The callee has no socket.',
    'On the pages of the callee connect must be "always". Is the same id and type signed in there?',
  ],
  busy: ['The callee is in a call.', 'Nothing is broken.'],
  declined: ['The callee declined.', 'Nothing is broken.'],
  unsupported: ['The other device cannot take a call.', 'It needs a browser with WebRTC and a secure page.'],
  refused: ['The back end did not allow the call.', 'Its log says why; the console here has the code.'],
  no_offer: [
    'The call was accepted, and the offer never came.',
    'The back end drops or empties the offer of call_invitation.',
  ],
  description_refused: [
    'The browser refused a description.',
    'The SDP was changed on its way: the back end must forward it untouched.',
  ],
  no_own_candidates: [
    'This browser found no way to be reached.',
    'With ice-transport-policy="relay" a TURN server must be there and answer.',
  ],
  no_peer_candidates: [
    'No candidate of the other side came.',
    'The back end must forward ice_candidate both ways.',
  ],
  no_turn: [
    'No path between the two browsers, and no TURN server is set up.',
    'Set ice-servers, or answer /ice-servers: TURN over UDP, and over TLS on port 443.',
  ],
  turn_refused: [
    'No path between the two browsers: the TURN server refuses its credentials.',
    'Make new ones for each call; look at the clock and the secret of both servers.',
  ],
  turn_silent: [
    'No path between the two browsers: no TURN server answers.',
    'Is it up, and are its ports open? This network may block it: offer TLS on port 443.',
  ],
  no_path: [
    'No path between the two browsers, though TURN answers here.',
    'Make the same check on the other side.',
  ],
  path_lost: [
    'The path between the two browsers broke.',
    'The other page was closed, or a network failed. Make the check on both sides.',
  ],
  silent: [
    'Connected, and nothing arrives.',
    'Is the microphone of the other side on? Does getUserMedia of that page give live tracks?',
  ],
  device: ['A device did not come.', 'The trace says which and why; the call tells the remedy.'],
} satisfies Readonly<Record<string, readonly [what: string, todo: string]>>;
