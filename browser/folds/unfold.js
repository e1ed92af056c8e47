// What a phone folds stands there on wider screens and on paper: the style sheet
// opens it, in browsers of before 2025 this does. What somebody has opened or
// closed on a phone is found again so.

export function unfold() {
  if (CSS.supports("selector(::details-content)")) return;
  const folds = document.querySelectorAll(".phone-fold");
  const wide = matchMedia("(min-width: 40rem)");
  const opened = new Set();
  const open = (all) =>
    all.forEach((one) => {
      if (!one.open) opened.add(one);
      one.open = true;
    });
  const close = () => {
    opened.forEach((one) => (one.open = false));
    opened.clear();
    if (wide.matches) open(folds);
  };
  // The style sheet then hides what would open them.
  document.documentElement.classList.add("unfolds");
  wide.onchange = close;
  close();
  addEventListener("beforeprint", () => open(document.querySelectorAll("main details")));
  addEventListener("afterprint", close);
}
