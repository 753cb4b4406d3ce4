// One connection for all tabs of a browser, since a browser allows six to a server: with one for each
// tab, the seventh tab would never load.
"use strict";

const ports = new Set();
let last = null;

const listen = () => {
  const source = new EventSource("/-/events");
  source.onmessage = (event) => {
    last = event.data;
    for (const port of ports) port.postMessage(last);
  };
  // Once closed, it does not reconnect by itself.
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
