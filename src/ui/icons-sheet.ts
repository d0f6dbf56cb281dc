// Made by scripts/icons.ts from lucide-static 1.62.0; do not edit.
// Icons by Lucide (https://lucide.dev), ISC License. Copyright (c) Lucide Icons and Contributors. Part of them are
// from Feather, MIT License. Copyright (c) 2013-present Cole Bemis.
import { icon } from './icon.js';

export const circleCheck = icon('M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M16 9l-5.5 5.5L8 12');
export const circleMinus = icon('M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M8 12h8');
export const circleX = icon('M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M15 9l-6 6M9 9l6 6');
export const volume2 = icon(
  'M11 4.7a.7.7 0 0 0-1.2-.5L6.4 7.6A1.4 1.4 0 0 1 5.4 8H3a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2.4a1.4 1.4 0 0 1 1 .4l3.4 3.4A.7.7 0 0 0 11 19.3zM16 9a5 5 0 0 1 0 6M19.4 18.4a9 9 0 0 0 0-12.7',
);
