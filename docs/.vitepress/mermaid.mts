import { renderMermaidSVG } from 'beautiful-mermaid';
import type { MarkdownRenderer } from 'vitepress';

/** Draws ```mermaid blocks as SVG while the site is built: the reader's browser loads no diagram library. */
export function mermaid(md: MarkdownRenderer): void {
  const fence = md.renderer.rules.fence!;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const { info, content } = tokens[index]!;
    if (info.trim() !== 'mermaid') return fence(tokens, index, options, env, self);
    // The style element loads a font from elsewhere; theme/diagrams.css says the same without it.
    const svg = renderMermaidSVG(content).replace(/<style>[^]*?<\/style>/g, '');
    const width = /width="([\d.]+)"/.exec(svg)![1];
    return `<div class="diagram" v-pre>${svg.replace(/ style="[^"]*"/, ` style="--width:${width}px"`)}</div>\n`;
  };
}
