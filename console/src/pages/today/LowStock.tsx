import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ResultOf } from '@bincard/client';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Tag, Typed } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import type { LOW } from './queries';
import { lowQuery } from './today';

type Level = ResultOf<typeof LOW>['lowStock'][0];

/** A product's levels together, in the order in which products come. */
function byProduct(levels: readonly Level[]): Level[][] {
  const groups = new Map<string, Level[]>();
  for (const level of levels) {
    groups.set(level.product.id, [...(groups.get(level.product.id) ?? []), level]);
  }
  return [...groups.values()];
}

/** Products of which less is available than their reorder point or policy says. */
export function LowStock() {
  const { t } = useLingui();
  const format = useFormat();
  const low = useQuery(lowQuery);
  const groups = low.data && byProduct(low.data.lowStock);
  return (
    <Panel
      icon="low"
      title={t`Low stock`}
      count={groups && format.number(groups.length)}
      more={<Link to="/products" search={{ low: true }}>{t`All`}</Link>}
    >
      <Shown of={low}>
        {({ lowStock }) =>
          lowStock.length === 0 ? (
            <Notice icon="check" title={t`No product is low`} />
          ) : (
            <Rows>
              {byProduct(lowStock)
                .slice(0, 6)
                .map((levels) => (
                  <Low key={levels[0]!.product.id} levels={levels} />
                ))}
            </Rows>
          )
        }
      </Shown>
    </Panel>
  );
}

function Low({ levels }: { levels: readonly Level[] }) {
  const format = useFormat();
  const { id, sku, name, available, baseUnit, reorderPoint } = levels[0]!.product;
  const places = levels.map((each) => `${each.location.code} ${format.number(each.available)}`);
  return (
    <Row
      title={
        <Link to="/products/$id" params={{ id }}>
          <Typed>{name}</Typed>
        </Link>
      }
      about={
        <>
          <Code>{sku}</Code> · {places.join(' · ')}
        </>
      }
      end={
        <Tag tone={available > 0 ? 'watch' : 'bad'}>
          {format.number(available)} {baseUnit}
        </Tag>
      }
      below={
        reorderPoint === null ? undefined : <Trans>reorder at {format.number(reorderPoint)}</Trans>
      }
    />
  );
}
