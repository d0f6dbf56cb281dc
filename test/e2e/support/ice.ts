import type { Person } from './two.js';

/** The candidate pair that carries the call: types of both ends, and how this side reaches its relay. */
export function pathOf({ page }: Person): Promise<string> {
  return page.evaluate(async () => {
    const report = await observed.openConnections()[0]?.getStats();
    const all = [
      ...((report as unknown as Map<string, Record<string, unknown>> | undefined)?.values() ?? []),
    ];
    const transport = all.find(({ type }) => type === 'transport');
    const pair = all.find(({ id }) => id === transport?.['selectedCandidatePairId']);
    const end = (key: string) => all.find(({ id }) => id === pair?.[key]);
    const [local, remote] = [end('localCandidateId'), end('remoteCandidateId')];
    return `${String(local?.['candidateType'])} ${String(remote?.['candidateType'])} ${String(local?.['relayProtocol'])}`;
  });
}

/** Short name of the local ICE credentials of the one connection: another one after an ICE restart. */
export function ufragOf({ page }: Person): Promise<string> {
  return page.evaluate(
    () =>
      /ice-ufrag:(\S+)/.exec(observed.openConnections()[0]?.currentLocalDescription?.sdp ?? '')?.[1] ?? '',
  );
}
