import '@mantine/core/styles/Input.css';
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ask } from '../../api/api';
import { useFormat } from '../../format';
import { ProductPicker } from '../../forms/ProductPicker';
import { Icon } from '../../parts/Icon';
import { Panel } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { Failed } from '../../states/states';
import { copies, MOST, type Line } from './copies';
import { labelOf, onUnit, SIZES, unitsOf, type Label, type SizeName } from './label';
import { LABEL_OF_LOT, LABEL_OF_PRODUCT } from './queries';
import classes from './LabelsPage.module.css';

const Sheet = lazy(() => import('./Sheet').then(({ Sheet: part }) => ({ default: part })));

/** Barcodes for products and lots, on the labels that there are, printed from the browser. */
export default function LabelsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/labels' });
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [failed, setFailed] = useState<unknown>();
  const sizeName = search.size ?? 'A4-24';
  const add = (label: Label) =>
    setLines((before) => [
      ...before.filter(({ label: { key } }) => key !== label.key),
      { label, count: '1' },
    ]);
  const addProduct = async (id: string, lot?: { number: string; expiry: string | null }) => {
    const { product } = await ask(LABEL_OF_PRODUCT, { id });
    if (product) add(labelOf(product, lot));
  };
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) return;
    isFirst.current = false;
    const first = async () => {
      if (search.product) await addProduct(search.product);
      if (!search.lot) return;
      const { lot } = await ask(LABEL_OF_LOT, { id: search.lot });
      if (lot) add(labelOf(lot.product, { number: lot.lotNumber, expiry: lot.expiryDate }));
    };
    first().catch(setFailed);
  });
  const labels = lines.flatMap(copies).slice(0, MOST);
  const sizes: Record<SizeName, string> = {
    'A4-24': t`A4, 24 labels of 70 × 37 mm`,
    'A4-65': t`A4, 65 labels of 38 × 21 mm`,
    'A4-8': t`A4, 8 labels of 105 × 74 mm`,
    'roll-62x29': t`Roll, 62 × 29 mm`,
    'roll-100x50': t`Roll, 100 × 50 mm`,
  };
  return (
    <Page
      title={t`Labels`}
      about={labels.length > 0 && <Trans>{format.number(labels.length)} to print</Trans>}
      actions={
        labels.length > 0 && (
          <Button onClick={() => window.print()}>
            <Trans>Print</Trans>
          </Button>
        )
      }
    >
      <div className={classes.choice}>
        <NativeSelect
          mb="md"
          label={t`Label size`}
          value={sizeName}
          data={Object.entries(sizes).map(([value, label]) => ({ value, label }))}
          onChange={({ currentTarget: { value } }) =>
            void navigate({
              to: '/labels',
              search: { ...search, size: value as SizeName },
              replace: true,
            })
          }
        />
        <Panel title={t`Products and lots`} icon="products">
          <div className={classes.picker}>
            <ProductPicker
              onPick={({ product, lotNumber, expiryDate }) => {
                const lot =
                  lotNumber === null ? undefined : { number: lotNumber, expiry: expiryDate };
                void addProduct(product.id, lot).catch(setFailed);
              }}
            />
          </div>
          {failed !== undefined && <Failed error={failed} />}
          {lines.length === 0 && (
            <Notice
              icon="products"
              title={t`Nothing is chosen`}
              text={t`Scan or type a product; the page of a lot leads here, too.`}
            />
          )}
          <ul className={classes.lines}>
            {lines.map(({ label, count }) => (
              <li key={label.key}>
                <div>
                  <Typed>{label.name}</Typed>
                  <small>
                    <Code>{label.lot ?? label.gtin ?? label.sku}</Code>
                  </small>
                </div>
                {unitsOf(label.of).length > 1 && (
                  <NativeSelect
                    w="6.5rem"
                    aria-label={t`Unit of ${label.name}`}
                    value={label.unit}
                    data={unitsOf(label.of)}
                    onChange={({ currentTarget: { value } }) =>
                      setLines(
                        lines.map((line) =>
                          line.label === label ? { label: onUnit(label, value), count } : line,
                        ),
                      )
                    }
                  />
                )}
                <TextInput
                  w="5.5rem"
                  aria-label={t`Labels of ${label.name}`}
                  inputMode="numeric"
                  value={count}
                  onChange={({ currentTarget: { value } }) =>
                    setLines(
                      lines.map((line) => (line.label === label ? { label, count: value } : line)),
                    )
                  }
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={t`Remove ${label.name}`}
                  onClick={() => setLines(lines.filter((line) => line.label !== label))}
                >
                  <Icon name="close" size={18} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
      <Suspense>{labels.length > 0 && <Sheet labels={labels} size={SIZES[sizeName]} />}</Suspense>
    </Page>
  );
}
