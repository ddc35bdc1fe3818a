/** A way out of a page: run in it with an address, it asks there. Each reaches its address where nothing holds it back. */
export interface WayOut {
  /** Last part of the address, too. */
  readonly name: string;
  readonly run: (to: string) => unknown;
}

const way = (name: string, run: WayOut['run']): WayOut => ({ name, run });

/** Ways in which a page goes elsewhere, or takes the person there. */
export const departures: readonly WayOut[] = [
  way('location-href', (to) => {
    location.href = to;
  }),
  way('location-assign', (to) => location.assign(to)),
  way('location-replace', (to) => location.replace(to)),
  way('window-top', (to) => {
    if (top !== null) top.location.href = to;
  }),
  way('navigation-api', (to) => {
    const { navigation } = globalThis as unknown as {
      navigation: { navigate(url: string): { finished: Promise<void> } };
    };
    void navigation.navigate(to).finished.catch(() => undefined);
  }),
  way('anchor', (to) => {
    const anchor = document.body.appendChild(document.createElement('a'));
    anchor.href = to;
    anchor.click();
  }),
  way('anchor-blank', (to) => {
    const anchor = document.body.appendChild(document.createElement('a'));
    Object.assign(anchor, { href: to, target: '_blank' });
    anchor.click();
  }),
  way('anchor-named', (to) => {
    const anchor = document.body.appendChild(document.createElement('a'));
    Object.assign(anchor, { href: to, target: 'elsewhere', rel: 'noopener' });
    anchor.click();
  }),
  way('anchor-top', (to) => {
    const anchor = document.body.appendChild(document.createElement('a'));
    Object.assign(anchor, { href: to, target: '_top' });
    anchor.click();
  }),
  way('base-tag', (to) => {
    const base = document.head.appendChild(document.createElement('base'));
    base.href = to;
    const anchor = document.body.appendChild(document.createElement('a'));
    anchor.setAttribute('href', '?relative');
    if (!anchor.href.startsWith('app:')) anchor.click();
  }),
  way('meta-refresh', (to) => {
    const meta = document.createElement('meta');
    Object.assign(meta, { httpEquiv: 'refresh', content: `0;url=${to}` });
    document.head.append(meta);
  }),
  way('form-get', (to) => {
    const form = document.body.appendChild(document.createElement('form'));
    form.action = to;
    form.submit();
  }),
  way('form-post', (to) => {
    const form = document.body.appendChild(document.createElement('form'));
    Object.assign(form, { action: to, method: 'post' });
    form.submit();
  }),
  way('form-blank', (to) => {
    const form = document.body.appendChild(document.createElement('form'));
    Object.assign(form, { action: to, method: 'post', target: '_blank' });
    form.submit();
  }),
  way('button-formaction', (to) => {
    const form = document.body.appendChild(document.createElement('form'));
    const button = form.appendChild(document.createElement('button'));
    button.formAction = to;
    button.click();
  }),
  way('window-open', (to) => void window.open(to)),
  way('window-open-noopener', (to) => void window.open(to, '_blank', 'noopener,noreferrer')),
  way('window-open-self', (to) => void window.open(to, '_self')),
];

/** Ways in which a page asks for something without leaving. */
export const requests: readonly WayOut[] = [
  way('fetch', (to) => void fetch(to).catch(() => undefined)),
  way('fetch-no-cors', (to) => void fetch(to, { mode: 'no-cors', method: 'POST', body: 'x' }).catch(() => undefined)),
  way('xhr', (to) => {
    const request = new XMLHttpRequest();
    request.open('GET', to);
    request.send();
  }),
  way('beacon', (to) => void navigator.sendBeacon(to, 'x')),
  way('event-source', (to) => void new EventSource(to)),
  way('web-socket', (to) => void new WebSocket(to.replace('http:', 'ws:'))),
  way('image.png', (to) => {
    new Image().src = to;
  }),
  way('inner-html-image.png', (to) => {
    const box = document.body.appendChild(document.createElement('div'));
    box.innerHTML = `<img src="${to}">`;
  }),
  way('svg-image.png', (to) => {
    const box = document.body.appendChild(document.createElement('div'));
    box.innerHTML = `<svg><image href="${to}" width="1" height="1"/></svg>`;
  }),
  way('style-attribute.png', (to) => {
    const box = document.body.appendChild(document.createElement('div'));
    box.style.cssText = `width:9px;height:9px;background-image:url(${to})`;
  }),
  way('script.js', (to) => {
    const script = document.createElement('script');
    script.src = to;
    document.head.append(script);
  }),
  way('module.js', (to) => void import(to).catch(() => undefined)),
  way('module-preload.js', (to) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'modulepreload', href: to });
    document.head.append(link);
  }),
  way('stylesheet.css', (to) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href: to });
    document.head.append(link);
  }),
  way('font', (to) => void new FontFace('theirs', `url(${to})`).load().catch(() => undefined)),
  way('video', (to) => {
    const video = document.body.appendChild(document.createElement('video'));
    video.src = to;
    video.load();
  }),
  way('audio', (to) => void new Audio(to).load()),
  way('worker', (to) => {
    const code = `fetch(${JSON.stringify(to)}).catch(() => {})`;
    new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))).onerror = () => undefined;
  }),
  way('frame', (to) => {
    document.body.appendChild(document.createElement('iframe')).src = to;
  }),
  way('frame-srcdoc.png', (to) => {
    document.body.appendChild(document.createElement('iframe')).srcdoc = `<img src="${to}">`;
  }),
  way('frame-nested', (to) => {
    document.body.appendChild(document.createElement('iframe')).srcdoc = `<iframe src="${to}"></iframe>`;
  }),
  way('frame-from-blank', (to) => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const inner = frame.contentDocument?.body.appendChild(document.createElement('iframe'));
    if (inner) inner.src = to;
  }),
  way('frame-of-blank-fetch', (to) => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    void frame.contentWindow?.fetch(to).catch(() => undefined);
  }),
  way('frame-location', (to) => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    if (frame.contentWindow) frame.contentWindow.location.href = to;
  }),
  way('form-into-frame', (to) => {
    const frame = document.createElement('iframe');
    frame.name = 'sink';
    document.body.append(frame);
    const form = document.body.appendChild(document.createElement('form'));
    Object.assign(form, { action: to, method: 'post', target: 'sink' });
    form.submit();
  }),
  way('object', (to) => {
    document.body.appendChild(document.createElement('object')).data = to;
  }),
  way('embed', (to) => {
    const embed = document.createElement('embed');
    Object.assign(embed, { src: to, type: 'text/html' });
    document.body.append(embed);
  }),
  way('web-view', (to) => {
    const view = document.createElement('webview');
    view.setAttribute('partition', 'theirs');
    view.setAttribute('src', to);
    document.body.append(view);
  }),
  way('prefetch', (to) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'prefetch', href: to });
    document.head.append(link);
  }),
  way('preload.png', (to) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'preload', as: 'image', href: to });
    document.head.append(link);
  }),
  way('anchor-ping', (to) => {
    const anchor = document.body.appendChild(document.createElement('a'));
    Object.assign(anchor, { href: '#', ping: to });
    anchor.click();
  }),
];
