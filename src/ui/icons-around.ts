// Made by scripts/icons.ts from lucide-static 1.62.0; do not edit.
// Icons by Lucide (https://lucide.dev), ISC License. Copyright (c) Lucide Icons and Contributors. Part of them are
// from Feather, MIT License. Copyright (c) 2013-present Cole Bemis.
import { icon } from './icon.js';

export const arrowLeft = icon('M12 19l-7-7 7-7M19 12H5');
export const bell = icon(
  'M10.3 21a2 2 0 0 0 3.5 0M3.3 15.3A1 1 0 0 0 4 17h16a1 1 0 0 0 .7-1.7C19.4 14 18 12.5 18 8A6 6 0 0 0 6 8c0 4.5-1.4 6-2.7 7.3',
);
export const search = icon('M21 21l-4.3-4.3M3 11a8 8 0 1 0 16 0 8 8 0 1 0-16 0');
