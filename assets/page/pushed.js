// What the window sends unasked: bytes in the words of a message, as features are too many for JSON and too urgent to ask for.

import { FLAG } from './frame.js';
import { decodeMarks } from './marks.js';

/** The bytes behind base64 words. */
export function bytesOf(words) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(words).buffer;
  return Uint8Array.from(atob(words), (letter) => letter.charCodeAt(0)).buffer;
}

/** The same frame under a new revision with others selected; null if the words are about another frame. */
export function withSelection(frame, revision, query, words) {
  const marks = words && query === frame.query ? decodeMarks(bytesOf(words), frame) : null;
  if (!marks) return null;
  const pointFlags = frame.pointFlags.map((flags, i) => (marks.points[i] ? flags | FLAG.selected : flags & ~FLAG.selected));
  return { ...frame, revision, selected: marks.groups, pointFlags };
}
