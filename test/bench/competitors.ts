/** Who is measured, each in pages of its own. The floor stands here twice: what differs between the two is noise. */
export const competitors = ['floor', 'floor again', 'simple-peer', 'peerjs', 'chat-call-modal'] as const;
export type Competitor = (typeof competitors)[number];
export const OURS = 'chat-call-modal' satisfies Competitor;

interface PageParts {
  /** In test/bench/pages. */
  readonly script: string;
  /** Loaded before it: a path of the page server. */
  readonly library?: string;
}

export const pageParts: Readonly<Record<Competitor, PageParts>> = {
  floor: { script: 'floor.js' },
  'floor again': { script: 'floor.js' },
  'simple-peer': { script: 'simple-peer.js', library: '/libraries/simplepeer.min.js' },
  peerjs: { script: 'peerjs.js', library: '/libraries/peerjs.min.js' },
  'chat-call-modal': { script: 'chat-call-modal.js', library: '/cdn/chat-call-modal.js' },
};

/** The page of a competitor: its library, its script, and room for two pictures. */
export function pageOf(competitor: Competitor): string {
  const { script, library } = pageParts[competitor];
  const module = competitor === OURS ? ' type="module"' : '';
  const scriptTag = library ? `<script${module} src="${library}"></script>` : '';
  const videos =
    competitor === OURS
      ? ''
      : '<video id="remote" autoplay playsinline></video><video id="local" autoplay playsinline muted></video>';
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${competitor}</title><link rel="icon" href="data:,">${scriptTag}</head>
<body>${videos}<script type="module" src="/pages/${script}"></script></body>
</html>`;
}
