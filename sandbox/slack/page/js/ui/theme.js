// Light, dark, or as the system has it.

import { lasting } from "../core/memory.js";

export const THEMES = [
  { value: "system", label: "As the system", icon: "screen" },
  { value: "light", label: "Light", icon: "sun" },
  { value: "dark", label: "Dark", icon: "moon" },
];

export const chosenTheme = () => document.documentElement.dataset.theme ?? "system";

export function chooseTheme(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  lasting.set("theme", theme === "system" ? null : theme);
}
