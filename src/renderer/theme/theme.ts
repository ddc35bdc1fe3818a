import {
  Alert,
  Anchor,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  Modal,
  PasswordInput,
  SegmentedControl,
  Select,
  Switch,
  Tabs,
  TextInput,
  Tooltip,
} from '@mantine/core';

const systemFont =
  'system-ui, "Segoe UI Variable Text", "Segoe UI", -apple-system, BlinkMacSystemFont, "Inter", "Noto Sans", sans-serif';

const neutral: MantineColorsTuple = [
  '#f7f8fa',
  '#f1f2f5',
  '#e9ebf0',
  '#e0e3e9',
  '#c9ced8',
  '#8a919e',
  '#565d6b',
  '#454b57',
  '#2f343d',
  '#1b1e25',
];

const night: MantineColorsTuple = [
  '#e5e7ec',
  '#c6cad3',
  '#a0a7b4',
  '#7c8494',
  '#414753',
  '#2c3039',
  '#23262d',
  '#1d2026',
  '#16181d',
  '#111317',
];

const indigo: MantineColorsTuple = [
  '#eef1fd',
  '#dde3fb',
  '#b9c5f6',
  '#93a5f0',
  '#7288ea',
  '#5470e3',
  '#3b5bdb',
  '#3451c7',
  '#2c45aa',
  '#24388a',
];

const red: MantineColorsTuple = [
  '#fce9e7',
  '#f8d0cc',
  '#f0b5b0',
  '#e98f88',
  '#df6a61',
  '#cc3f36',
  '#b3261e',
  '#9b1f18',
  '#811914',
  '#66130f',
];

/** Mantine with our own theme: system font, 14 px base, 4 px grid, radius 6, one accent. */
export const theme = createTheme({
  fontFamily: systemFont,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace',
  primaryColor: 'indigo',
  primaryShade: { light: 6, dark: 6 },
  colors: { gray: neutral, dark: night, indigo, red },
  black: '#1b1e25',
  defaultRadius: 6,
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '14px', lineHeight: '20px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, props) => ({
        root: {
          '--button-height': props.size === 'xs' ? '26px' : '32px',
          '--button-fz': props.size === 'xs' ? '12px' : '13px',
          '--button-padding-x': props.size === 'xs' ? '8px' : '12px',
        },
      }),
      styles: { label: { fontWeight: 500 } },
    }),
    Input: Input.extend({
      defaultProps: { size: 'sm' },
      vars: () => ({
        wrapper: { '--input-height': '32px', '--input-fz': '13px' },
      }),
    }),
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
      styles: {
        label: { fontSize: 13, fontWeight: 500, marginBottom: 4 },
        description: { fontSize: 12, marginTop: 4 },
        error: { fontSize: 12, marginTop: 4 },
      },
    }),
    TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'sm' } }),
    Select: Select.extend({
      defaultProps: {
        size: 'sm',
        allowDeselect: false,
        comboboxProps: { shadow: 'md', transitionProps: { duration: 0 } },
      },
    }),
    SegmentedControl: SegmentedControl.extend({ styles: { label: { fontWeight: 450, paddingInline: 10 } } }),
    Switch: Switch.extend({ defaultProps: { size: 'sm' } }),
    Tabs: Tabs.extend({ styles: { tab: { padding: '8px 12px', fontSize: 13 } } }),
    Anchor: Anchor.extend({ defaultProps: { size: 'sm' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: false, transitionProps: { duration: 80 } } }),
    // A dialog's head is no head of the page: as a banner it would stand there twice.
    ModalHeader: Modal.Header.extend({ defaultProps: { role: 'presentation' } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, transitionProps: { duration: 100 }, overlayProps: { backgroundOpacity: 0.35 } },
      styles: { title: { fontWeight: 600, fontSize: 16 } },
    }),
    Alert: Alert.extend({ defaultProps: { variant: 'light' } }),
  },
});

/** Ties Mantine's own variables to the design tokens, so that its components and ours share one palette. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-dim)',
    '--mantine-color-placeholder': 'var(--placeholder)',
    '--mantine-color-anchor': 'var(--accent-text)',
    '--mantine-color-error': 'var(--error)',
    '--mantine-color-default-border': 'var(--line-strong)',
  },
  dark: {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-dim)',
    '--mantine-color-placeholder': 'var(--placeholder)',
    '--mantine-color-anchor': 'var(--accent-text)',
    '--mantine-color-error': 'var(--error)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-default': 'var(--surface)',
  },
});
