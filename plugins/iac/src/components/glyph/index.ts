export { Glyph, type GlyphKind } from './Glyph';
export * from './kinds';
