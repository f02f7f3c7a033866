// The widths of window and content, what reaches beyond the window without a box of its own to scroll in, and what is
// cut off within a day of the calendar.
(() => {
  const width = document.documentElement.clientWidth;
  const scrolls = (element) => element.closest(".scroll") !== null;
  const beyond = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return !scrolls(element.parentElement) && box.width > 0 && (box.right > width + 0.5 || box.left < -0.5);
  });
  const cut = [...document.querySelectorAll(".day > *:not(.hidden)")].filter(
    (part) => part.getBoundingClientRect().right > part.parentElement.getBoundingClientRect().right - 1,
  );
  const name = (element) => element.tagName + "." + (element.getAttribute("class") ?? "");
  const content = document.scrollingElement.scrollWidth;
  return { window: innerWidth, content, beyond: beyond.map(name), cut: cut.length };
})()
