import { inputsOf } from './files';

describe('columns', () => {
  it('are found by their names, mapped, set and left out; the others are listed', async () => {
    const text =
      'Artikel,Title,Vendor,attribute:colour,Packs,Barcode\nA,Apple,V,red,box=12|pallet=480,12345\n';
    expect(
      await inputsOf('products', text, {
        map: ['Artikel=sku', 'Vendor=attribute:vendor'],
        set: ['status=draft'],
      }),
    ).toEqual({
      inputs: [
        {
          ...{ row: 2, sku: 'A', name: 'Apple', status: 'INACTIVE' },
          units: [
            { code: 'box', factor: 12 },
            { code: 'pallet', factor: 480 },
          ],
          attributes: { colour: 'red', vendor: 'V' },
          codes: [{ code: '12345', kind: 'INTERNAL' }],
        },
      ],
      ...{ problems: [], unused: [] },
    });
  });

  it.each([
    ['sku,qty\n', {}, 'COLUMN_MISSING'],
    ['sku,SKU,location,qty\n', {}, 'COLUMN_AMBIGUOUS'],
    ['sku,sku,location,qty\n', { map: ['sku=sku'] }, 'COLUMN_AMBIGUOUS'],
    ['sku,location,qty\n', { map: ['Size=lot'] }, 'COLUMN_UNKNOWN'],
    ['sku,location,qty\n', { map: ['qty=quantitty'] }, 'FIELD_UNKNOWN'],
    ['sku,location,qty\n', { map: ['qty'] }, 'FIELD_UNKNOWN'],
    ['sku,location,qty,expirydat\n', {}, 'COLUMN_AMBIGUOUS'],
    ['sku,location,qty\n', { set: ['quantity=1'], map: ['qty=quantity'] }, 'COLUMN_AMBIGUOUS'],
  ])('%j with %j is refused: %s', async (text, options, failure) => {
    await expect(inputsOf('stock', text, options)).rejects.toMatchObject({ failure });
  });
  it('that are nearly named like a field are left out where the caller says so', async () => {
    const text = 'sku,location,qty,expirydat\nA,L1,1,x\n';
    const { inputs, unused } = await inputsOf('stock', text, { map: ['expirydat='] });
    expect(inputs).toEqual([{ row: 2, sku: 'A', location: 'L1', quantity: 1 }]);
    expect(unused).toEqual(['expirydat']);
  });
});

describe('the order of days', () => {
  it('is seen in a cell that a spreadsheet wrote as a text', async () => {
    const text = 'sku,location,qty,expiry\nA,L1,1,01/02/2031\nB,L1,1,"=""31/01/2031"""\n';
    const { inputs } = await inputsOf('stock', text);
    expect(inputs).toMatchObject([{ expiryDate: '2031-02-01' }, { expiryDate: '2031-01-31' }]);
  });
});
