// Made by scripts/icons.ts from lucide-static 1.62.0; do not edit.
// Icons by Lucide (https://lucide.dev), ISC License. Copyright (c) Lucide Icons and Contributors. Part of them are
// from Feather, MIT License. Copyright (c) 2013-present Cole Bemis.
import { icon } from './icon.js';
import { phonePath } from './icons.js';

export const arrowDown = icon('M12 5v14M19 12l-7 7-7-7');
export const arrowUp = icon('M5 12l7-7 7 7M12 19V5');
export const chartNoAxesColumnIncreasing = icon('M5 21v-6M12 21V9M19 21V3');
export const check = icon('M20 6 9 17l-5-5');
export const checkCheck = icon('M18 6 7 17l-5-5M22 10l-7.5 7.5L13 16');
export const circleAlert = icon('M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M12 8l0 4M12 16l.01 0');
export const clock = icon('M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0M12 6v6l4 2');
export const ellipsisVertical = icon(
  'M11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M11 5a1 1 0 1 0 2 0 1 1 0 1 0-2 0M11 19a1 1 0 1 0 2 0 1 1 0 1 0-2 0',
);
export const micOff = icon(
  'M12 19v3M15 9.3V5a3 3 0 0 0-5.7-1.3M17 17A7 7 0 0 1 5 12v-2M18.9 13.2A7 7 0 0 0 19 12v-2M2 2l20 20M9 9v3a3 3 0 0 0 5.1 2.1',
);
export const minimize2 = icon('M14 10l7-7M20 10h-6V4M3 21l7-7M4 14h6v6');
export const monitorUp = icon(
  'M9 10l3-3 3 3M12 13V7M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-16a2 2 0 0 1-2-2v-10a2 2 0 0 1 2-2M12 17v4M8 21h8',
);
export const phoneMissed = icon(`M16 2l6 6M22 2l-6 6${phonePath}`);
export const slidersHorizontal = icon(
  'M10 5H3M12 19H3M14 3v4M16 17v4M21 12h-9M21 19h-5M21 5h-7M8 10v4M8 12H3',
);
export const smile = icon('M15 10V9M16.5 15a6 6 0 0 1-8.9 0M9 10V9M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0');
export const videoOff = icon(
  'M10.7 6H14a2 2 0 0 1 2 2v2.5l5.2-3.1A.5.5 0 0 1 22 7.9v8.2M16 16a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h2M2 2l20 20',
);
