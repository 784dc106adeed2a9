import { createTheme, Drawer, Menu, Modal, Popover, Select, Tooltip } from '@mantine/core';

/**
 * Colours are in tokens.css; here stand only behaviours. `lockScroll` is off because it injects a style
 * element.
 */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: 6,
  defaultRadius: 8,
  respectReducedMotion: true,
  fontFamily: 'var(--font)',
  components: {
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, centered: true, transitionProps: { duration: 100 } },
    }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false, transitionProps: { duration: 120 } } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withArrow: true, multiline: true, maw: 360 } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } }),
    Select: Select.extend({ defaultProps: { allowDeselect: false, checkIconPosition: 'right' } }),
  },
});
