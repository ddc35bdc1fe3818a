/// <reference types="vite/client" />

/** True only in `electron-vite build --mode development`: developer tools exist. Replaced at build time. */
declare const __DEVELOPER_BUILD__: boolean;

/**
 * True only in `electron-vite build --mode test-build`: the packed app can be driven and debugged from outside. Replaced at build time; what users get
 * holds no code that could be switched on.
 */
declare const __TEST_BUILD__: boolean;
