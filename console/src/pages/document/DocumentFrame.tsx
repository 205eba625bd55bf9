import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Figure, Figures } from '../../parts/Figures';
import { Panel } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import { Page } from '../../shell/Page';
import classes from './DocumentFrame.module.css';

/** What is known of a document, by its name; left out where there is nothing. */
export type Fact = readonly [name: ReactNode, value: ReactNode];

/** A document: what it is, who wrote and who approved it, its lines, and what it moved. */
export function DocumentFrame(props: {
  id: string;
  title: string;
  status?: ReactNode;
  facts: readonly Fact[];
  /** Why it was written, in the words of whoever wrote it. */
  reason?: string | null | undefined;
  children: ReactNode;
}) {
  const { id, title, status, facts, reason, children } = props;
  return (
    <Page title={title} about={status}>
      <div className={classes.parts}>
        <Panel icon="order" title={<Trans>The document</Trans>}>
          <Figures>
            {facts
              .filter(([, value]) => value !== null && value !== undefined && value !== '')
              .map(([name, value], at) => (
                <Figure key={at} name={name}>
                  {value}
                </Figure>
              ))}
          </Figures>
          {reason && (
            <p className={classes.reason}>
              <Typed lines={6}>{reason}</Typed>
            </p>
          )}
          <p className={classes.id}>
            <Code>{id}</Code>
          </p>
        </Panel>
        {children}
      </div>
    </Page>
  );
}

/** Who did something, and when. */
export const By = ({ who, when }: { who: string; when: string | undefined }) => (
  <>
    <Typed>{who}</Typed>
    {when && <small className={classes.when}>{when}</small>}
  </>
);
