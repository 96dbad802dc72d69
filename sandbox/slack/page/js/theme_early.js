// Runs before the first paint, so that a chosen theme does not flash by in the other one.
(() => {
  let theme = null;
  try {
    theme = JSON.parse(localStorage.getItem("theme"));
  } catch {
    // storage is switched off: follow the system
  }
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
