import { anchorsOf, linksOf } from '../../tools/doc-links';

describe('the links of a Markdown file', () => {
  it('are found with their lines, and not in code or to other hosts', () => {
    const text = [
      'See [one](a.md#b) and [two][ref], ![picture](c.png "title").',
      '`[code](no.md)` [with `code`](yes.md) [far](https://example.org) [mail](mailto:a@b)',
      '```',
      '[block](no.md)',
      '```',
      '[ref]: d.md',
    ].join('\n');
    expect(linksOf(text)).toEqual([
      { target: 'a.md#b', line: 1 },
      { target: 'c.png', line: 1 },
      { target: 'yes.md', line: 2 },
      { target: 'd.md', line: 6 },
    ]);
  });

  it('lead to anchors as GitHub makes them', () => {
    const text =
      '# The `code`, and more!\n## Twice\n## Twice\n```\n# no heading\n```\n### [Link](x.md) ü_1';
    expect([...anchorsOf(text)]).toEqual(['the-code-and-more', 'twice', 'twice-1', 'link-ü_1']);
  });
});
