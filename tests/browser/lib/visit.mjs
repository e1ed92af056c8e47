// A tab that writes down everything a visitor should never meet: messages in
// the console, errors, requests that fail, leave the site or break its policy,
// cookies and whatever else is left behind.

// How a tab is set up; whatever is left out is as a desk with a light screen.
const PLAIN = { width: 1280, height: 900, scheme: "light", scripts: true, media: null, motion: "no-preference", forced: "none" };

// Opens tabs of a browser that share nothing with those of other checks.
export async function tabs(browser) {
  const context = await browser.createBrowserContext();
  return { open: (setting) => open(context, setting), close: () => context.close() };
}

async function open(context, setting = {}) {
  const tab = await context.newPage();
  const seen = { faults: [], address: "" };
  watch(tab, seen);
  await tab.evaluateOnNewDocument(tellViolations);
  const visitor = { tab, seen, isChromium: isChromium(tab), at: {} };
  await set(visitor, { ...PLAIN, ...setting });
  return {
    tab,
    // Changes how the page is seen: see PLAIN.
    set: (change) => set(visitor, { ...visitor.at, ...change }),
    // Goes to an address; the faults are those since then.
    go: async (address) => {
      seen.faults.length = 0;
      seen.address = address;
      await tab.goto(address, { waitUntil: "load", timeout: 60_000 });
    },
    // What was met since the last `go`, each as a sentence.
    faults: async () => {
      const { broken, kept } = await tab.evaluate(() => ({
        broken: window.congboViolations ?? [],
        kept: [document.cookie && "a cookie", localStorage.length && "local storage", sessionStorage.length && "session storage"].filter(Boolean),
      }));
      return [...seen.faults, ...broken.map((what) => `policy: ${what}`), ...kept.map((what) => `left with the visitor: ${what}`)];
    },
    close: () => tab.close(),
  };
}

function isChromium(tab) {
  return tab.browser().process()?.spawnfile.includes("chrom") ?? false;
}

async function set(visitor, wanted) {
  const { tab, at } = visitor;
  if (wanted.width !== at.width || wanted.height !== at.height) {
    await tab.setViewport({ width: wanted.width, height: wanted.height });
  }
  if (visitor.isChromium) {
    if (wanted.scripts !== (at.scripts ?? true)) await tab.setJavaScriptEnabled(wanted.scripts);
    // Puppeteer's own call refuses some of these features.
    visitor.cdp ??= await tab.createCDPSession();
    await visitor.cdp.send("Emulation.setEmulatedMedia", {
      media: wanted.media ?? "",
      features: [
        { name: "prefers-color-scheme", value: wanted.scheme },
        { name: "prefers-reduced-motion", value: wanted.motion },
        { name: "forced-colors", value: wanted.forced },
      ],
    });
  }
  visitor.at = wanted;
}

// Violations of the content security policy are events of the document: the
// only place where every browser tells them.
function tellViolations() {
  window.congboViolations = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    window.congboViolations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile ?? ""}:${event.lineNumber ?? ""}`);
  });
}

function watch(tab, seen) {
  const fault = (text) => seen.faults.push(text);
  tab.on("console", (message) => {
    // Chromium says of the page itself, too, that it was answered with 404.
    if (message.location()?.url !== seen.address || !/status of 404/.test(message.text())) fault(`console: ${message.type()}: ${message.text()}`);
  });
  tab.on("pageerror", (error) => fault(`error: ${error.message ?? error}`));
  tab.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // An icon that is still on its way when the visitor goes on.
    if (!(why === "NS_BINDING_ABORTED" && /icon/.test(request.url()))) fault(`failed: ${request.url()} ${why}`);
  });
  tab.on("response", (response) => {
    const isAsked = response.url() === seen.address;
    if (response.status() >= 400 && !isAsked) fault(`status ${response.status()}: ${response.url()}`);
  });
  tab.on("request", (request) => {
    if (request.url().startsWith("data:")) return;
    // Ports are left out: an icon may come when the tab is at the next site.
    const [one, two] = [new URL(request.url()), new URL(seen.address)];
    if (one.protocol !== two.protocol || one.hostname !== two.hostname) fault(`leaves the site: ${request.url()}`);
  });
}
