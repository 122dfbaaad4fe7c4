/** When the page has something to look at. A page in the background paints nothing: it is waited for only so long. */

const AT_MOST_MS = 2_500;

export function firstPaint(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      observer.disconnect();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, document.visibilityState === "hidden" ? 0 : AT_MOST_MS);
    const observer = new PerformanceObserver((list) => {
      if (list.getEntriesByName("first-contentful-paint").length > 0) done();
    });
    observer.observe({ type: "paint", buffered: true });
  });
}
