import classes from './Bars.module.css';

/** A bar: its name, the lengths of its parts, and the figure as it is written. */
export interface Bar {
  readonly key: string;
  readonly name: string;
  /** One, or the parts of it; less than nothing is hatched. */
  readonly parts: readonly number[];
  readonly figure: string;
}

const COLOURS = [classes.part0, classes.part1, classes.part2, classes.part3];

/** Bars below each other, the longest filling the width. Its colours differ in lightness too, for who cannot tell them apart. */
export function Bars(props: {
  label: string;
  bars: readonly Bar[];
  /** What the parts are, where there are several. */
  parts?: readonly string[];
}) {
  const { label, bars, parts = [] } = props;
  const lengthOf = ({ parts: of }: Bar) => of.reduce((sum, part) => sum + Math.abs(part), 0);
  const longest = Math.max(...bars.map(lengthOf), 0) || 1;
  return (
    <>
      {parts.length > 1 && (
        <div className={classes.key} aria-hidden="true">
          {parts.map((part, at) => (
            <span key={part}>
              <i className={COLOURS[at]} />
              {part}
            </span>
          ))}
        </div>
      )}
      <ul className={classes.bars} aria-label={label}>
        {bars.map((bar) => (
          <li key={bar.key}>
            <bdi className={classes.name} title={bar.name}>
              {bar.name}
            </bdi>
            <span className={classes.track} aria-hidden="true">
              {bar.parts.map((part, at) =>
                part === 0 ? null : (
                  <span
                    key={`${at}`}
                    className={part < 0 ? classes.less : COLOURS[at]}
                    style={{ width: `${(100 * Math.abs(part)) / longest}%` }}
                  />
                ),
              )}
            </span>
            <span className={classes.figure}>{bar.figure}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
