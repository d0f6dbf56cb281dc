import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { FEATURES } from '../../src/relay/features.js';
import { createRelay, type Relay } from '../../src/relay/index.js';
import { connect, connectRaw, invitation, message, TO_SARA, TO_TARIQ } from './relay-client.js';

describe('the relay routes', { timeout: 300_000 }, () => {
  let relay: Relay;
  before(async () => (relay = await createRelay()));
  after(() => relay.close());
  const join = (path: string) => connect(relay.url, path);

  it('says welcome first, with what it can do and its time', async () => {
    const before = Date.now();
    const tariq = await connectRaw(relay.url, '/ws/1/tutor');
    const { type, features, server_time, session } = await tariq.next();
    assert.equal(type, 'welcome');
    assert.deepEqual(features, FEATURES);
    assert.ok(features instanceof Array && features.length === 11);
    assert.ok((server_time as number) >= before && (server_time as number) <= Date.now());
    assert.match(session as string, /^[\w-]{36}$/);
    assert.deepEqual(await tariq.drain(), []);
    await tariq.close();
  });

  it('S10 by type and id: tutor 1 is not student 1, below any prefix', async () => {
    const [tariq, sara, student1, tutor7] = await Promise.all(
      ['/ws/1/tutor', '/api/v1/ws/7/student?v=2', '/ws/1/student/', '/ws/7/tutor'].map(join),
    );
    tariq!.send(invitation());
    assert.equal((await sara!.next())['type'], 'call_invitation');
    sara!.send({ type: 'call_ringing', ...TO_TARIQ, to_profile_id: 1, call_id: 'call-1' });
    assert.equal((await tariq!.next())['type'], 'call_ringing');
    for (const other of [student1, tutor7]) assert.deepEqual(await other!.drain(), []);
    await Promise.all([tariq, sara, student1, tutor7].map((client) => client!.close()));
  });

  it('S10 the five frames arrive with every field that was sent, known or not', async () => {
    const [tariq, sara] = await Promise.all(['/ws/1/tutor', '/ws/7/student'].map(join));
    const rest = { ...TO_SARA, call_id: 'c', party_id: 'p', extra: { kept: [1] } };
    const candidate = { candidate: 'candidate:1 1 udp 1 x.local 5 typ host', sdpMid: '0' };
    const frames = [
      invitation({ ...rest, from_name: 'Tariq' }),
      { type: 'call_answer', ...rest, answer: null },
      { type: 'ice_candidate', ...rest, candidate },
      { type: 'ice_candidate', ...rest, candidates: [candidate, null] },
      { type: 'call_declined', ...rest },
      { type: 'call_ended', ...rest, reason: 'answered_elsewhere' },
    ];
    for (const frame of frames) {
      tariq!.send(frame);
      const { sent_at, ...got } = await sara!.next();
      assert.deepEqual(got, { ...frame, from_profile_id: '1', from_profile_type: 'tutor' });
      assert.equal(typeof sent_at, frame['type'] === 'call_invitation' ? 'number' : 'undefined');
    }
    assert.deepEqual(await tariq!.drain(), []);
    await Promise.all([tariq!.close(), sara!.close()]);
  });

  it('an invitation carries the server’s time, not the client’s', async () => {
    const [tariq, sara] = await Promise.all(['/ws/1/tutor', '/ws/7/student'].map(join));
    const before = Date.now();
    tariq!.send(invitation({ sent_at: 5 }));
    const { sent_at } = await sara!.next();
    assert.ok((sent_at as number) >= before && (sent_at as number) <= Date.now());
    await Promise.all([tariq!.close(), sara!.close()]);
  });

  it('X2 from_* is stamped: who claims to be another is not believed', async () => {
    const [mallory, sara] = await Promise.all(['/ws/9/tutor', '/ws/7/student'].map(join));
    const claim = {
      from_profile_id: '1',
      from_profile_type: 'admin',
      from_name: 'A\r\nB',
      from_avatar: ['x'],
    };
    for (const frame of [invitation(claim), { type: 'site.note', ...TO_SARA, ...claim }]) {
      mallory!.send(frame);
      const got = await sara!.next();
      assert.deepEqual([got['from_profile_id'], got['from_profile_type']], ['9', 'tutor']);
      assert.equal(got['from_name'], 'AB');
      assert.ok(!('from_avatar' in got));
    }
    await Promise.all([mallory!.close(), sara!.close()]);
  });

  it('every socket of a profile gets a frame, and those that stay still do when one leaves', async () => {
    const [tariq, phone, laptop] = await Promise.all(
      ['/ws/1/tutor', '/ws/7/student', '/ws/7/student'].map(join),
    );
    assert.equal(relay.count({ id: '7', type: 'student' }), 2);
    tariq!.send(message());
    assert.equal((await phone!.next())['text'], 'Hello');
    assert.equal((await laptop!.next())['text'], 'Hello');
    await phone!.close();
    tariq!.send(message({ message_id: 'm-2' }));
    assert.equal((await laptop!.next())['message_id'], 'm-2');
    await Promise.all([tariq!.close(), laptop!.close()]);
  });

  it('S8 nobody there: the sender hears offline at once, with what it was about', async () => {
    const tariq = await join('/ws/1/tutor');
    tariq.send(invitation({ seq: 4 }));
    assert.deepEqual(await tariq.next(), { type: 'error', code: 'offline', ref: '4', call_id: 'call-1' });
    const sara = await join('/ws/7/student');
    await sara.close();
    tariq.send(invitation());
    assert.deepEqual(await tariq.next(), { type: 'error', code: 'offline', call_id: 'call-1' });
    await tariq.close();
  });

  it('a re-invitation and a typing mark may miss: the peer may be changing pages', async () => {
    const tariq = await join('/ws/1/tutor');
    tariq.send(invitation({ purpose: 'resume' }));
    tariq.send({ type: 'typing', ...TO_SARA, active: true });
    assert.deepEqual(await tariq.drain(), []);
    await tariq.close();
  });

  it('a delivered message is acknowledged to its sender', async () => {
    const [tariq, sara] = await Promise.all(['/ws/1/tutor', '/ws/7/student'].map(join));
    tariq!.send(message({ message_id: 'm-3' }));
    const { server_time, cursor, ...ack } = await tariq!.next();
    assert.deepEqual(ack, { type: 'ack', ref: 'm-3' });
    assert.equal(typeof server_time, 'number');
    assert.equal(cursor, (await sara!.next())['cursor']);
    await Promise.all([tariq!.close(), sara!.close()]);
  });

  it('a type that the relay does not know is passed on; one that only a server says is not', async () => {
    const [tariq, sara] = await Promise.all(['/ws/1/tutor', '/ws/7/student'].map(join));
    for (const type of ['welcome', 'error', 'ack', 'presence']) {
      tariq!.send({ type, ...TO_SARA, code: 'offline', ref: 'm-1', features: [], profiles: [] });
      assert.equal((await tariq!.next())['code'], 'invalid');
    }
    tariq!.send({ type: 'whiteboard.stroke', ...TO_SARA, points: [[1, 2]] });
    const got = await sara!.next();
    assert.deepEqual(got, {
      type: 'whiteboard.stroke',
      ...TO_SARA,
      points: [[1, 2]],
      from_profile_id: '1',
      from_profile_type: 'tutor',
    });
    await Promise.all([tariq!.close(), sara!.close()]);
  });
});
