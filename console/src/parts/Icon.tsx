/** Drawn on 24 by 24, by lines. A library of icons would bring thousands. */
const PATHS = {
  today: 'M4 5h16v15H4zM4 9h16M8 3v4M16 3v4M9 14.5l2 2 4-4',
  products: 'M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9',
  receive: 'M4 15v4h16v-4M12 4v11M8 11l4 4 4-4',
  sell: 'M4 4h2l2.4 10.5h9.2L20 7.5H6.8M9.5 19.5h.01M16.5 19.5h.01',
  transfer: 'M4 8h14M15 5l3 3-3 3M20 16H6M9 13l-3 3 3 3',
  count: 'M8 5H6v15h12V5h-2M9 3h6v4H9zM9 11h6M9 15h6',
  approve: 'M12 3l7 3v5.5c0 4.3-2.9 7.6-7 9.5-4.1-1.9-7-5.2-7-9.500V6zM9 12l2 2 4-4',
  label: 'M4 6v12M7 6v12M10 6v12M12.5 6v12M16 6v12M18 6v12M20.5 6v12',
  place:
    'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 7.500a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
  low: 'M4 6l6 6 3-3 7 7M20 11v5h-5',
  expiry: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v4.500l3 1.5',
  order: 'M5 4h10l4 4v12H5zM14 4v5h5M9 13h6M9 16.500h6',
  sync: 'M20 11a8 8 0 0 0-14-4.500L4 8.500M4 4v4.500h4.500M4 13a8 8 0 0 0 14 4.500l2-2M20 20v-4.500h-4.5',
  sound: 'M12 3l7 3v5.500c0 4.3-2.9 7.6-7 9.5-4.1-1.9-7-5.2-7-9.500V6zM9 12l2 2 4-4',
  alarm: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  lost: 'M3 9a13 13 0 0 1 5-3M13 5.200A13 13 0 0 1 21 9M6.5 12.500a8 8 0 0 1 3-1.800M16.5 12a8 8 0 0 1 1 .700M12 18h.01M4 4l16 16',
  search: 'M11 4.500a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM16 16l4.5 4.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6L6 18',
  right: 'M9 5l7 7-7 7',
  check: 'M5 12.500l4.5 4.500L19 7.5',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M5.3 18.700l1.4-1.400M17.3 6.700l1.4-1.4',
  moon: 'M20 14.500A8 8 0 0 1 9.5 4 8 8 0 1 0 20 14.500z',
  device: 'M4 5h16v11H4zM9 20h6M12 16v4',
  language:
    'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM4 12h16M12 4c2.5 2.3 3.5 5 3.5 8s-1 5.7-3.5 8c-2.5-2.3-3.5-5-3.5-8s1-5.7 3.5-8z',
  keyboard: 'M3 7h18v10H3zM7 10.500h.01M10.5 10.500h.01M14 10.500h.01M17.5 10.500h.01M8 14h8',
  api: 'M9 8l-4 4 4 4M15 8l4 4-4 4',
  chart: 'M4 4v16h16M8 16v-5M12 16V8M16 16v-3M20 16V6',
  users:
    'M9 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM3 20v-1.500a6 6 0 0 1 12 0V20M15.5 5.300a3 3 0 0 1 0 5.400M17 14a6 6 0 0 1 4 4.500V20',
  key: 'M8 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 12h9M18 12v3M21 12v2',
  settings: 'M4 7h10M18 7h2M16 5v4M4 12h3M11 12h9M9 10v4M4 17h8M16 17h4M14 15v4',
  history: 'M4 12a8 8 0 1 0 2.500-5.800L4 8.500M4 4v4.500h4.500M12 8v4.500l3 1.500',
  channel:
    'M4 9l1.500-4h13L20 9M4 9a2.700 2.700 0 0 0 5.300 0 2.700 2.700 0 0 0 5.400 0 2.700 2.700 0 0 0 5.300 0M5.500 12v8h13v-8',
  hook: 'M12 4a4 4 0 0 1 3.500 6L13 14.500M6.500 20a4 4 0 0 1-.700-7.800M5.800 16H11M17.500 20a4 4 0 0 0 1.800-7.600M19 16.500h-4L11.500 10',
  leave: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside a text, which it does not replace; with a label it says something of its own. */
export function Icon(props: { name: IconName; size?: number; label?: string }) {
  const { name, size = 20, label } = props;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      role={label && 'img'}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      focusable="false"
    >
      <path
        d={PATHS[name]}
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
