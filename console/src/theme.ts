import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The blue of the bin card. */
const card: MantineColorsTuple = [
  '#eef4fa',
  '#dde8f2',
  '#b8d0e6',
  '#91b6da',
  '#6f9fce',
  '#5a91c7',
  '#4a84bd',
  '#3a72a8',
  '#2e5e8c',
  '#214a72',
];

export const theme = createTheme({
  colors: { card },
  primaryColor: 'card',
  primaryShade: { light: 8, dark: 7 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '650' },
  components: {
    // Nearly every field is needed: what may be left out says so.
    TextInput: { defaultProps: { withAsterisk: false } },
    PasswordInput: { defaultProps: { withAsterisk: false } },
  },
});

// Mantine's own greys are too light to read: 4.5:1 is the least.
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1d2430',
    '--mantine-color-dimmed': '#566072',
    '--mantine-color-placeholder': '#677083',
    '--mantine-color-error': '#b3261e',
    '--page': '#f4f6f8',
    '--line': '#dfe3e8',
    '--line-strong': '#8a94a3',
    '--row-hover': '#f3f6fa',
    '--plain-back': '#e9ecf0',
    '--good': '#1c6b3a',
    '--good-back': '#e4f3e9',
    '--watch': '#7a4d00',
    '--watch-back': '#fdf1d8',
    '--bad': '#a3221b',
    '--bad-back': '#fce8e6',
  },
  dark: {
    '--mantine-color-body': '#1a1d22',
    '--mantine-color-text': '#e4e8ee',
    '--mantine-color-dimmed': '#a3adbc',
    '--mantine-color-placeholder': '#8d97a6',
    '--mantine-color-error': '#ff9c93',
    '--page': '#121417',
    '--line': '#2d323a',
    '--line-strong': '#69727f',
    '--row-hover': '#22262d',
    '--plain-back': '#2a2f37',
    '--good': '#7fd49b',
    '--good-back': '#16301f',
    '--watch': '#f1c368',
    '--watch-back': '#382a10',
    '--bad': '#ff9c93',
    '--bad-back': '#431d1a',
  },
});
