import { createClient, dataOf, graphql, type Client, type Refusal } from '@bincard/client';

// A shop: what can be bought, kept up to date while others buy, and a sale that is made once, whatever the network does.

const PRODUCTS = graphql(`
  query Products {
    products(first: 100, filter: { status: ACTIVE }) {
      nodes {
        id
        sku
        name
        trackInventory
      }
    }
  }
`);

const AVAILABLE = graphql(`
  subscription Available($products: [ID!]!, $location: ID!, $cursor: String) {
    availabilityChanged(productIds: $products, locationIds: [$location], cursor: $cursor) {
      cursor
      level {
        available
        product {
          id
        }
      }
    }
  }
`);

const BUY = graphql(`
  mutation Buy($input: RecordSaleInput!) {
    recordSale(input: $input) {
      id
    }
  }
`);

const element = <Found extends Element>(selector: string) =>
  document.querySelector<Found>(selector)!;
const said = element<HTMLElement>('#said');

element<HTMLFormElement>('#connect').addEventListener('submit', (event) => {
  event.preventDefault();
  const given = new FormData(event.target as HTMLFormElement);
  const [url, token, location] = ['url', 'token', 'location'].map((name) =>
    (given.get(name) as string).trim(),
  );
  open(createClient({ url: url!, token: token! }), location!).catch((error: unknown) => {
    said.textContent = (error as Error).message;
  });
});

async function open(client: Client, location: string): Promise<void> {
  const { products } = dataOf(await client.execute(PRODUCTS));
  const shown = new Map<string, HTMLElement>();
  const rows = products.nodes
    .filter(({ trackInventory }) => trackInventory)
    .map(({ id, name, sku }) => {
      const row = document.createElement('tr');
      const [title, available, buy] = [0, 1, 2].map(() => row.appendChild(newCell()));
      title!.textContent = `${name} (${sku})`;
      available!.textContent = '0';
      shown.set(id, available!);
      const amount = Object.assign(document.createElement('input'), {
        ...{ type: 'number', min: '1', value: '1', ariaLabel: `How many of ${sku}` },
      });
      const button = Object.assign(document.createElement('button'), { textContent: 'Buy' });
      button.addEventListener('click', () => {
        button.disabled = true;
        sell(client, location, id, amount.valueAsNumber)
          .catch((error: unknown) => `No answer: ${(error as Error).message}`)
          .then((text) => {
            said.textContent = text;
            button.disabled = false;
          });
      });
      buy!.append(amount, button);
      return row;
    });
  element('tbody').replaceChildren(...rows);
  element<HTMLTableElement>('table').hidden = false;
  said.textContent = `${rows.length} products`;
  const watched = { products: [...shown.keys()], location };
  for await (const change of client.subscribe(AVAILABLE, watched)) {
    const { product, available } = dataOf(change).availabilityChanged.level;
    shown.get(product.id)!.textContent = String(available);
  }
}

const newCell = () => document.createElement('td');

/** Sells, and says what came of it. The client gives the sale a key, so that it is made once. */
async function sell(client: Client, locationId: string, productId: string, quantity: number) {
  const outcome = await client.execute(BUY, {
    input: { locationId, lines: [{ productId, quantity }] },
  });
  return outcome.ok ? 'Sold. Thank you!' : whyNot(outcome.refusals[0]);
}

function whyNot(refusal: Refusal): string {
  switch (refusal.code) {
    case 'INSUFFICIENT_STOCK':
      return `Only ${refusal.details.available} left`;
    case 'FORBIDDEN':
      return 'This token may not sell: it needs the role clerk';
    default:
      return [refusal.message, refusal.hint].filter(Boolean).join('. ');
  }
}
