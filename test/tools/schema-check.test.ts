import { buildSchema } from 'graphql';
import { breakingChanges, lint, withoutDescriptions } from '../../tools/schema-check';

describe('the check of the schema', () => {
  const RELEASED = `
    enum Colour { RED GREEN }
    type Query { shirt(size: Int): Shirt  old: Int @deprecated(reason: "use shirt") }
    type Shirt { colour: Colour! price: String }`;
  const after = (from: string | RegExp, to: string) =>
    breakingChanges(RELEASED, RELEASED.replace(from, to));

  it.each([
    ['a field that is gone', 'price: String', ''],
    ['another type', 'price: String', 'price: Int'],
    ['a field that may be null now', 'colour: Colour!', 'colour: Colour'],
    ['an argument that is needed now', 'size: Int', 'size: Int!'],
    ['an argument that is gone', '(size: Int)', ''],
    ['an enum value that is gone', 'RED GREEN', 'RED'],
  ])('finds %s', async (_, from, to) => {
    expect(await after(from, to)).toHaveLength(1);
  });

  it.each([
    ['a field more', 'price: String', 'price: String size: Int'],
    ['an optional argument more', 'size: Int', 'size: Int, cut: String'],
    ['a deprecated field that is gone', /old: .*"\)/, ''],
    ['a description', 'type Shirt', '"What one wears." type Shirt'],
  ])('lets %s pass', async (_, from, to) => {
    expect(await after(from, to)).toEqual([]);
  });

  it('finds what names and descriptions lack', () => {
    const text = `
      "The root." type Query { "A shirt." shirt(by: by_size): shirt! }
      type shirt { "Its colour." Colour: String @deprecated }
      "How." input by_size { "Which." size: Size }
      "Sizes." enum Size { small }`;
    expect(lint(buildSchema(text)).sort()).toEqual([
      'Size.small: is not in capitals',
      'by_size: is an input whose name ends in neither Input nor Filter',
      'by_size: is not named as ^[A-Z][A-Za-z0-9]*$',
      'shirt.Colour: is deprecated without a reason',
      'shirt.Colour: is not named as ^[a-z][A-Za-z0-9]*$',
      'shirt: has no description',
      'shirt: is not named as ^[A-Z][A-Za-z0-9]*$',
    ]);
  });

  it('compares what a client can depend on', () => {
    const bare = withoutDescriptions('"A" type Query { "B" a("C" b: Int): Int }');
    expect(bare).not.toMatch(/"/);
    expect(Object.keys(buildSchema(bare).getQueryType()!.getFields())).toEqual(['a']);
  });
});
