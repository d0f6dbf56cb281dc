/** Whether a camera looks away from the person: as it says itself, or by its name. Such a picture is no mirror. */
export function looksAway(track: MediaStreamTrack | undefined): boolean {
  return /back\b|rear|environment/i.test(`${track?.getSettings().facingMode ?? track?.label}`);
}
