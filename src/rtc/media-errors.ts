import type { DeviceKind, MediaErrorCode } from './types.js';

/** Media Capture and Streams, section 10.2 (getUserMedia), and the errors that browsers add to it. */
const CODES: Readonly<Record<string, MediaErrorCode>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'not_found',
  NotReadableError: 'in_use',
  AbortError: 'in_use',
  OverconstrainedError: 'overconstrained',
};

interface FeaturePolicy {
  allowsFeature(feature: string): boolean;
}

/** No navigator.mediaDevices: the page is not served securely. */
export class InsecureContextError extends Error {
  override readonly name = 'InsecureContextError';
}

/** @param error whatever getUserMedia rejected with, also a page's own one */
export function mediaErrorCode(error: unknown, device: DeviceKind): MediaErrorCode {
  if (error instanceof InsecureContextError) return 'insecure';
  const name: unknown =
    typeof error === 'object' && error !== null && 'name' in error ? error.name : undefined;
  const code = typeof name === 'string' && Object.hasOwn(CODES, name) ? CODES[name] : undefined;
  return code === 'denied' && !allowedByPolicy(device) ? 'policy' : (code ?? 'unknown');
}

/** Whether the embedding page lets this document use the device. Only Chromium can tell; elsewhere: yes. */
function allowedByPolicy(device: DeviceKind): boolean {
  const page = document as { permissionsPolicy?: FeaturePolicy; featurePolicy?: FeaturePolicy };
  return (page.permissionsPolicy ?? page.featurePolicy)?.allowsFeature(device) ?? true;
}
