// Made by scripts/icons.ts from lucide-static 1.62.0; do not edit.
// Icons by Lucide (https://lucide.dev), ISC License. Copyright (c) Lucide Icons and Contributors. Part of them are
// from Feather, MIT License. Copyright (c) 2013-present Cole Bemis.
import { icon } from './icon.js';

export const paperclip = icon(
  'M16 6l-8.4 8.6a2 2 0 0 0 2.8 2.8l8.4-8.6a4 4 0 1 0-5.7-5.7l-8.4 8.6a6 6 0 1 0 8.5 8.5l8.4-8.6',
);
