/** Reads the nonce that main put into the page once; style elements made at run time carry it, as the CSP asks. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

// react-remove-scroll (inside Mantine's modals) looks for the nonce under this bundler convention.
Object.assign(globalThis, { __webpack_nonce__: nonce });

export const styleNonce = (): string => nonce;
