// One open connection for all tabs of a browser, which allows six to a server: whoever opens a
// seventh tab would wait for ever.
"use strict";

const ports = new Set();
let last = null;

const listen = () => {
  const source = new EventSource("/-/events");
  source.onmessage = (event) => {
    last = event.data;
    for (const port of ports) port.postMessage(last);
  };
  // Refused, it does not try again by itself.
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
};
listen();

self.onconnect = (event) => {
  const port = event.ports[0];
  ports.add(port);
  port.onmessage = () => ports.delete(port);
  port.start();
  if (last !== null) port.postMessage(last);
};
