import assert from 'node:assert/strict';
import { test } from 'node:test';
import { socketUrl, SocketUrlError, type SocketAddress } from '../../../src/signaling/url.js';

const page = 'https://school.example/lessons/12?tab=chat#top';
const address = (options: Partial<SocketAddress>) => {
  const result = socketUrl({ profile: { id: '1', type: 'tutor' }, pageUrl: page, ...options });
  return result instanceof SocketUrlError ? `error: ${result.code}` : result;
};

const bases: [base: string | null | undefined, expected: string][] = [
  ['https://api.example.com', 'wss://api.example.com/ws/1/tutor'],
  ['https://api.example.com/', 'wss://api.example.com/ws/1/tutor'],
  ['http://api.example.com', 'ws://api.example.com/ws/1/tutor'],
  ['ws://api.example.com', 'ws://api.example.com/ws/1/tutor'],
  ['wss://api.example.com', 'wss://api.example.com/ws/1/tutor'],
  ['HTTPS://API.example.com', 'wss://api.example.com/ws/1/tutor'],
  [' https://api.example.com ', 'wss://api.example.com/ws/1/tutor'],
  ['https://api.example.com/v1', 'wss://api.example.com/v1/ws/1/tutor'],
  ['https://api.example.com/v1/deep//', 'wss://api.example.com/v1/deep/ws/1/tutor'],
  ['https://api.example.com:8443/v1/', 'wss://api.example.com:8443/v1/ws/1/tutor'],
  ['https://api.example.com/v1?tenant=5#part', 'wss://api.example.com/v1/ws/1/tutor?tenant=5'],
  ['http://[::1]:8000/', 'ws://[::1]:8000/ws/1/tutor'],
  ['http://127.0.0.1:8000', 'ws://127.0.0.1:8000/ws/1/tutor'],
  ['api.example.com', 'wss://api.example.com/ws/1/tutor'],
  ['api.example.com:8443/v1/', 'wss://api.example.com:8443/v1/ws/1/tutor'],
  ['localhost:8000', 'wss://localhost:8000/ws/1/tutor'],
  ['[::1]:8000', 'wss://[::1]:8000/ws/1/tutor'],
  ['//api.example.com/v1', 'wss://api.example.com/v1/ws/1/tutor'],
  ['/backend/', 'wss://school.example/backend/ws/1/tutor'],
  ['', 'wss://school.example/ws/1/tutor'],
  [null, 'wss://school.example/ws/1/tutor'],
  [undefined, 'wss://school.example/ws/1/tutor'],
];

for (const [apiBaseUrl, expected] of bases) {
  test(`S11 base ${JSON.stringify(apiBaseUrl)} gives ${expected}`, () => {
    assert.equal(address({ apiBaseUrl }), expected);
  });
}

test('S11 without a scheme in the base, the page decides between ws and wss', () => {
  const pageUrl = 'http://school.example:8080/lessons/';
  assert.equal(address({ pageUrl }), 'ws://school.example:8080/ws/1/tutor');
  assert.equal(address({ pageUrl, apiBaseUrl: 'api.example.com' }), 'ws://api.example.com/ws/1/tutor');
  assert.equal(
    address({ pageUrl, apiBaseUrl: 'https://api.example.com' }),
    'wss://api.example.com/ws/1/tutor',
  );
});

test('S11 a page without an origin gets an error, never a development address', () => {
  for (const pageUrl of ['file:///home/page.html', 'about:blank', 'about:srcdoc', 'data:text/html,x', '']) {
    assert.equal(address({ pageUrl }), 'error: no_origin');
    assert.equal(address({ pageUrl, apiBaseUrl: 'api.example.com' }), 'error: no_origin');
    assert.equal(address({ pageUrl, apiBaseUrl: '/backend' }), 'error: no_origin');
    assert.equal(address({ pageUrl, socketUrl: '/{profile_id}' }), 'error: no_origin');
    assert.equal(address({ pageUrl, apiBaseUrl: 'https://a.example' }), 'wss://a.example/ws/1/tutor');
    assert.equal(address({ pageUrl, socketUrl: 'wss://a.example/{profile_id}' }), 'wss://a.example/1');
  }
});

test('S11 an address that is none is an error, not a throw', () => {
  const wrong = [
    'ftp://a.example',
    'https://',
    'https://a b',
    'javascript:alert(1)',
    '//',
    'a b',
    'host:99999',
  ];
  for (const apiBaseUrl of wrong) assert.equal(address({ apiBaseUrl }), 'error: invalid_base', apiBaseUrl);
  for (const socketUrl of ['ftp://a.example', 'https://', 'javascript:alert(1)', 'localhost:8000/ws'])
    assert.equal(address({ socketUrl }), 'error: invalid_socket_url', socketUrl);
});

const templates: [template: string, expected: string][] = [
  ['wss://rt.example/{profile_type}/{profile_id}', 'wss://rt.example/tutor/1'],
  ['https://rt.example/s?id={profile_id}&t={profile_type}', 'wss://rt.example/s?id=1&t=tutor'],
  ['http://rt.example/{profile_id}/{profile_id}#x', 'ws://rt.example/1/1'],
  ['wss://rt.example/one-for-all', 'wss://rt.example/one-for-all'],
  ['/socket/{profile_id}', 'wss://school.example/socket/1'],
  ['socket/{profile_id}', 'wss://school.example/lessons/socket/1'],
  ['//rt.example/{profile_id}', 'wss://rt.example/1'],
];

for (const [template, expected] of templates) {
  test(`S11 socket-url ${template} gives ${expected}`, () => {
    assert.equal(address({ socketUrl: template, apiBaseUrl: 'https://ignored.example' }), expected);
  });
}

test('S10 ids are one path segment each, whatever is in them', () => {
  const profile = { id: 'a/b?c#d e', type: 'tútor$&' };
  const expected = 'a%2Fb%3Fc%23d%20e/t%C3%BAtor%24%26';
  assert.equal(address({ profile }), `wss://school.example/ws/${expected}`);
  assert.equal(
    address({ profile, socketUrl: '/{profile_id}/{profile_type}' }),
    `wss://school.example/${expected}`,
  );
  const nested = { id: '{profile_type}', type: 'tutor' };
  assert.equal(address({ profile: nested }), 'wss://school.example/ws/%7Bprofile_type%7D/tutor');
});

test('S13 no address without id and type, nor for ids that would leave the path', () => {
  for (const id of ['', '.', '..', '\ud800'])
    for (const profile of [
      { id, type: 'tutor' },
      { id: '1', type: id },
    ])
      assert.equal(address({ profile }), 'error: invalid_profile', JSON.stringify(profile));
});
