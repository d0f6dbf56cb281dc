/** Who a frame is from or for. An identity is the pair type + id: `tutor_1` is not `student_1`. */
export interface ProfileRef {
  readonly id: string;
  readonly type: string;
}

/** A profile as people see it. Name and avatar are untrusted text; an avatar is a URL. */
export interface Profile extends ProfileRef {
  readonly name?: string;
  readonly avatar?: string;
}

/** One string per identity. JSON keeps `a_b` + `c` apart from `a` + `b_c`. */
export function profileKey(profile: ProfileRef): string {
  return JSON.stringify([profile.type, profile.id]);
}

export function sameProfile(a: ProfileRef, b: ProfileRef): boolean {
  return a.id === b.id && a.type === b.type;
}
