/// <reference types="vite/client" />

/** True only in `electron-vite build --mode development`: developer tools exist. Replaced at build time. */
declare const __DEVELOPER_BUILD__: boolean;
