import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormat } from '../../format';
import { Code, Typed } from '../../parts/Text';
import type { Product } from './product';
import classes from './Facts.module.css';

/** By which codes it is found, in which units it is counted, and what else is known of it. */
export function Facts({ product }: { product: Product }) {
  const { t } = useLingui();
  const format = useFormat();
  const { codes, units, baseUnit, attributes, reorderPoint } = product;
  const kinds = { SKU: t`SKU`, GTIN: t`Barcode`, INTERNAL: t`Own`, SUPPLIER: t`Supplier` };
  const known = Object.entries(attributes);
  return (
    <div className={classes.facts}>
      <Group title={<Trans>Codes</Trans>}>
        {codes.map(({ code, kind, unit }) => (
          <Fact key={code} name={kinds[kind]}>
            <Code>{code}</Code> {unit !== baseUnit && unit}
          </Fact>
        ))}
      </Group>
      <Group title={<Trans>Units</Trans>}>
        <Fact name={baseUnit}>
          <Trans>the unit in which stock is kept</Trans>
        </Fact>
        {units
          .filter(({ code }) => code !== baseUnit)
          .map(({ code, factor, retired }) => (
            <Fact key={code} name={code}>
              {format.number(factor)} {baseUnit} {retired && <Trans>(no longer used)</Trans>}
            </Fact>
          ))}
      </Group>
      <Group title={<Trans>Details</Trans>}>
        <Fact name={<Trans>Reorder at</Trans>}>
          {reorderPoint === null ? '–' : `${format.number(reorderPoint)} ${baseUnit}`}
        </Fact>
        {known.map(([name, value]) => (
          <Fact key={name} name={<Typed>{name}</Typed>}>
            <Typed lines={3}>{typeof value === 'string' ? value : JSON.stringify(value)}</Typed>
          </Fact>
        ))}
      </Group>
    </div>
  );
}

const Group = ({ title, children }: { title: ReactNode; children: ReactNode }) => (
  <section>
    <h2>{title}</h2>
    <dl>{children}</dl>
  </section>
);

const Fact = ({ name, children }: { name: ReactNode; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
