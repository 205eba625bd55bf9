import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Tag, Typed } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { ordersQuery } from './today';

/** Purchase orders of which something should have come before today. */
export function LateOrders() {
  const { t } = useLingui();
  const format = useFormat();
  const orders = useQuery(ordersQuery);
  const count = orders.data?.purchaseOrders.totalCount;
  return (
    <Panel icon="order" title={t`Late orders`} count={count !== undefined && format.number(count)}>
      <Shown of={orders}>
        {({ purchaseOrders: { nodes } }) =>
          nodes.length === 0 ? (
            <Notice icon="check" title={t`No order is late`} />
          ) : (
            <Rows>
              {nodes.map(({ id, orderNumber, supplier, location, expectedOn }) => (
                <Row
                  key={id}
                  title={
                    <Link to="/orders/$id" params={{ id }}>
                      <Typed>{supplier.name}</Typed>
                    </Link>
                  }
                  about={
                    <Trans>
                      <Code>{orderNumber}</Code> for {location.code}
                    </Trans>
                  }
                  end={expectedOn && <Tag tone="watch">{format.fromToday(expectedOn)}</Tag>}
                  below={expectedOn && <Trans>expected {format.day(expectedOn)}</Trans>}
                />
              ))}
            </Rows>
          )
        }
      </Shown>
    </Panel>
  );
}
