// Every text that is shown, and every mark and bar, whose contrast to what is behind it is too low (WCAG 2.1, 1.4.3
// and 1.4.11), as [what, ratio, colour, background]. Text before an image or under opacity is one too: its contrast
// cannot be told.
(() => {
  const parsed = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const over = (front, back) => {
    const mixed = (x, y) => x * front.a + y * (1 - front.a);
    return { r: mixed(front.r, back.r), g: mixed(front.g, back.g), b: mixed(front.b, back.b), a: 1 };
  };
  const linear = (channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  const luminance = ({ r, g, b }) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  const behind = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.opacity !== "1") return null;
      layers.push(parsed(style.backgroundColor));
      if (layers.at(-1).a === 1) break;
      if (style.backgroundImage !== "none" && !(element instanceof SVGElement)) return null;
    }
    return layers.reverse().reduce((back, front) => over(front, back), { r: 255, g: 255, b: 255, a: 1 });
  };

  const failures = [];
  let checked = 0;
  const check = (what, colour, element, least) => {
    checked += 1;
    const back = behind(element);
    const ratio = back ? contrast(over(parsed(colour), back), back) : 0;
    if (ratio < least) failures.push([what, ratio.toFixed(2), colour, JSON.stringify(back)]);
  };

  const shown = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].some((box) => box.width > 0 && box.height > 0);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (!node.data.trim() || !shown(node)) continue;
    check(node.data.trim(), getComputedStyle(node.parentElement).color, node.parentElement, 4.5);
  }
  for (const mark of document.querySelectorAll(".mark")) check("mark", getComputedStyle(mark).stroke, mark, 3);
  for (const bar of document.querySelectorAll(".bars path:not(.left, .unknown)")) {
    check("bar " + bar.getAttribute("class"), getComputedStyle(bar).fill, bar.parentElement, 3);
  }
  return { checked, failures };
})()
