/** Why a device did not come. Loaded when one does not. */
import type { DeviceKind, MediaErrorCode } from './types.js';

/** What is thrown where there is no navigator.mediaDevices: the page is not served securely. */
const INSECURE = 'insecure';

/** Media Capture and Streams, section 10.2 (getUserMedia), and the errors that browsers add to it. */
const CODES: ReadonlyMap<unknown, MediaErrorCode> = new Map([
  ['NotAllowedError', 'denied'],
  ['SecurityError', 'denied'],
  ['NotFoundError', 'not_found'],
  ['NotReadableError', 'in_use'],
  ['AbortError', 'in_use'],
  ['OverconstrainedError', 'overconstrained'],
]);

interface FeaturePolicy {
  allowsFeature(feature: string): boolean;
}

/** @param error whatever getUserMedia rejected with, also a page's own one */
export function mediaErrorCode(error: unknown, device: DeviceKind): MediaErrorCode {
  if (error === INSECURE) return 'insecure';
  const code = CODES.get((error as { name?: unknown } | null | undefined)?.name);
  return code === 'denied' && !allowedByPolicy(device) ? 'policy' : (code ?? 'unknown');
}

/** Whether the embedding page lets this document use the device. Only Chromium can tell; elsewhere: yes. */
function allowedByPolicy(device: DeviceKind): boolean {
  const page = document as { permissionsPolicy?: FeaturePolicy; featurePolicy?: FeaturePolicy };
  return (page.permissionsPolicy ?? page.featurePolicy)?.allowsFeature(device) ?? true;
}
