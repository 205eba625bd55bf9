import classes from './Text.module.css';

/** A text that somebody typed: whatever it holds stands for itself, in its own direction, and does not break the line. */
export const Typed = ({ children, lines = 1 }: { children: string; lines?: number }) => (
  <bdi
    className={lines === 1 ? classes.line : classes.typed}
    style={{ WebkitLineClamp: lines }}
    title={children}
  >
    {children}
  </bdi>
);

/** A code as it is typed and scanned. */
export const Code = ({ children }: { children: string }) => (
  <bdi className={classes.code}>{children}</bdi>
);

/** A state in a word, told apart by more than its colour. */
export const Tag = ({
  tone,
  children,
}: {
  tone: 'good' | 'watch' | 'bad' | 'plain';
  children: React.ReactNode;
}) => <span className={`${classes.tag} ${classes[tone]}`}>{children}</span>;
