// What a laid-out page must be; each function answers with a list of what is wrong, in words.
window.looks = (() => {
  const named = (element) => {
    const words = (element.getAttribute("aria-label") || element.textContent || element.name || "").trim();
    const marks = [...element.classList].map((name) => `.${name}`).join("");
    const id = element.id ? `#${element.id}` : "";
    return `${element.localName}${id}${marks} “${words.replace(/\s+/g, " ").slice(0, 40)}”`;
  };
  const all = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
  const box = (element) => element.getBoundingClientRect();
  // Out of sight on purpose: for screen readers, or a skip link until it has focus.
  const aside = (element) => {
    const { width, height, right, bottom } = box(element);
    return (width <= 1 && height <= 1) || right <= 0 || bottom + scrollY <= 0;
  };
  const block = (element) => {
    let outer = element.parentElement;
    while (getComputedStyle(outer).display.startsWith("inline")) outer = outer.parentElement;
    return outer;
  };
  // WCAG 2.5.8 leaves out links whose height a line of other text decides.
  const inSentence = (element) => {
    if (element.localName !== "a" || getComputedStyle(element).display !== "inline") return false;
    const walker = document.createTreeWalker(block(element), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (/\p{L}/u.test(node.data) && !node.parentElement.closest("a, button, .vh")) return true;
    }
    return false;
  };
  const channels = (color) => (color.match(/[\d.]+/g) || []).map(Number);
  const clear = (color) => color === "transparent" || channels(color)[3] === 0;
  const behind = (element) => {
    for (let outer = element; outer; outer = outer.parentElement) {
      const color = getComputedStyle(outer).backgroundColor;
      if (!clear(color)) return color;
    }
    return getComputedStyle(document.documentElement).backgroundColor;
  };
  const light = (color) => {
    const [red, green, blue] = channels(color).slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  return {
    sideways() {
      const wide = document.scrollingElement.scrollWidth - innerWidth;
      if (wide <= 0) return [];
      const guilty = all("body *").filter((element) => box(element).right > innerWidth + 0.5).slice(-3).map(named);
      return [`${wide}px too wide: ${guilty.join(", ")}`];
    },
    targets() {
      const small = [];
      for (const element of all("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
        if (aside(element) || inSentence(element)) continue;
        const held = element.matches("[type=checkbox], [type=radio]") && element.closest("label");
        const { width, height } = box(held || element);
        if (width < 23.99 || height < 23.99) {
          small.push(`${named(element)} is ${width.toFixed(1)} × ${height.toFixed(1)}`);
        }
      }
      return small;
    },
    controls() {
      return all(".btn:not(.slim), select, textarea, input:not([type=hidden], [type=checkbox], [type=radio])")
        .filter((element) => !aside(element) && box(element).height < 43.99)
        .map((element) => `${named(element)} is ${box(element).height.toFixed(1)} high`);
    },
    cut() {
      return all("main *, header *, footer *")
        .filter((element) => !aside(element) && getComputedStyle(element).overflowX === "hidden"
          && element.scrollWidth > element.clientWidth + 1)
        .map((element) => `${named(element)} is cut off`);
    },
    bigger() {
      const root = document.documentElement;
      const before = parseFloat(getComputedStyle(document.body).fontSize);
      root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
      const after = parseFloat(getComputedStyle(document.body).fontSize);
      const found = Math.abs(after / before - 2) > 0.01 ? [`text grew ${after / before} times, not twice`] : [];
      found.push(...this.sideways(), ...this.cut());
      root.style.removeProperty("font-size");
      return found;
    },
    forced() {
      if (!matchMedia("(forced-colors: active)").matches) return ["forced colors are not in force"];
      const color = (element) => getComputedStyle(element).color;
      const faint = all("[data-ev], .btn, a, label, h1, h2, h3, p, dt, dd, input, select, summary")
        .filter((element) => !aside(element) && contrast(color(element), behind(element)) < 3)
        .map((element) => `${named(element)}: ${color(element)} on ${behind(element)}`);
      // A symbol keeps a color of its own, which nobody chose for this paper.
      const own = all("[data-ev] svg")
        .filter((symbol) => color(symbol) !== color(symbol.parentElement))
        .map((symbol) => `${named(symbol.parentElement)}: its symbol is ${color(symbol)}`);
      return [...faint, ...own];
    },
    still() {
      if (!matchMedia("(prefers-reduced-motion: reduce)").matches) return ["reduced motion is not in force"];
      const seconds = (style) => [...style.transitionDuration.split(","), ...style.animationDuration.split(",")];
      return [...document.querySelectorAll("*")]
        .filter((element) => {
          const style = getComputedStyle(element);
          return style.scrollBehavior === "smooth" || seconds(style).some((span) => parseFloat(span) > 0.01);
        })
        .map((element) => `${named(element)} moves`);
    },
    printed() {
      if (!matchMedia("print").matches) return ["print is not in force"];
      const folded = [...document.querySelectorAll("details > :not(summary)")]
        .filter((element) => element.parentElement.checkVisibility() && !element.checkVisibility())
        .map((element) => `${named(element)} stays folded`);
      const kept = all("nav, .btn, .skip, .searchbar, .filters, .sort").map((element) => `${named(element)} is printed`);
      const paper = behind(document.body);
      const dark = !clear(paper) && light(paper) < 0.9 ? [`the paper is ${paper}`] : [];
      return [...folded, ...kept, ...dark];
    },
    empty() {
      return all("main h1").length === 1 && document.querySelector("main").innerText.length > 60
        ? [] : ["there is no page to see"];
    },
  };
})();
