import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import type { Discrepancy } from './discrepancies';

const DAYS = ['batch_stock.expiry_date', 'batch_stock.costed_on'];
const FLAGS = ['batch_stock.held', 'batch_stock.cost_known', 'channel.visible'];
const CHAIN_ENDS = ['batch_stock.head_hash', 'batch_stock.last_business_date'];
/** The comparison says the worth of a unit in millionths. */
const MILLION = 1_000_000;

/** What a figure is in words, and how its two values are written. */
export function useFigures() {
  const { t } = useLingui();
  const format = useFormat();
  const ofBatch: Record<string, string> = {
    ...{ quantity: t`stock of the batch`, sequence: t`movements of the batch` },
    ...{ intake_quantity: t`received of the batch`, sold_quantity: t`sold of the batch` },
    ...{
      refunded_quantity: t`came back of the batch`,
      adjusted_quantity: t`adjusted of the batch`,
    },
    transferred_in_quantity: t`transferred in of the batch`,
    transferred_out_quantity: t`transferred out of the batch`,
    ...{ expired_quantity: t`written off of the batch`, expiry_date: t`expiry date of the batch` },
    ...{ held: t`held: quarantined or recalled`, unit_value: t`worth of one unit` },
    ...{ cost_known: t`cost known`, costed_on: t`day of the last cost` },
    head_hash: t`end of the batch's chain`,
    last_business_date: t`day of the batch's last movement`,
  };
  const ofDay: Record<string, string> = {
    ...{ opening: t`opening stock of the day`, closing: t`closing stock of the day` },
    ...{ purchases: t`received on the day`, sales: t`sold on the day` },
    ...{ refunds: t`came back on the day`, adjustments: t`adjusted on the day` },
    ...{ transfers_in: t`transferred in on the day`, expired: t`written off on the day` },
    transfers_out: t`transferred out on the day`,
    ...said(
      {
        ...{ purchases_value: t`Received`, sales_value: t`Sold`, adjustments_value: t`Adjusted` },
        ...{ transfers_value: t`Transferred`, revenue: t`Revenue` },
      },
      (what) => t`${what} up to the day, in the smallest unit of money`,
    ),
    ...{ without_cost: t`received without a cost`, sold_quantity: t`sold up to the day` },
    transfers_without_cost: t`transferred without a cost`,
    ...{ sold_without_cost: t`sold without a cost`, sold_without_price: t`sold without a price` },
    returned_without_price: t`came back without a price`,
  };
  const names: Record<string, Record<string, string>> = {
    ...{ batch_stock: ofBatch, daily_stock: ofDay, daily_costs: ofDay },
    stock_levels: { on_hand: t`on hand`, reserved: t`reserved` },
    channel: {
      quantity: t`stock in the channel`,
      total: t`total of the channel`,
      visible: t`shown in the channel`,
    },
    mapping: { quantity: t`stock in the other system` },
  };
  const isNotListed = ({ kind }: Discrepancy) => kind === 'NOT_LISTED';
  const write = (of: Discrepancy, value: number): string => {
    const { subject } = of;
    if (isNotListed(of)) return format.number(value);
    if (DAYS.includes(subject)) return value === 0 ? t`none` : format.day(dayOf(value));
    if (subject === 'batch_stock.unit_value') return format.money((value / MILLION).toFixed(6));
    if (FLAGS.includes(subject)) return value === 0 ? t`no` : t`yes`;
    return format.number(value);
  };
  return {
    /** Undefined where there is no word for it. */
    nameOf: (of: Discrepancy): string | undefined => {
      if (isNotListed(of)) return t`available, and not shown in the channel`;
      const [table = '', column = ''] = of.subject.split('.');
      return names[table]?.[column];
    },
    /** As it is and as it should be; undefined where a chain ends otherwise than its last movement says, which has no figure. */
    valuesOf: (of: Discrepancy) =>
      CHAIN_ENDS.includes(of.subject)
        ? undefined
        : ([write(of, of.actual), write(of, of.expected)] as const),
  };
}

/** A day that is written as the number YYYYMMDD. */
const dayOf = (value: number) => String(value).replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3');

const said = (names: Record<string, string>, say: (name: string) => string) =>
  Object.fromEntries(Object.entries(names).map(([key, name]) => [key, say(name)]));
