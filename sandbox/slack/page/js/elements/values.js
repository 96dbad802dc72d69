// What an input holds, as a *plain value*: text, an option's value (a list of them where several can be
// chosen), an id, a date, seconds since the epoch, or a list of file ids; null when it is empty.

const SINGLE = {
  plain_text_input: "initial_value",
  email_text_input: "initial_value",
  url_text_input: "initial_value",
  number_input: "initial_value",
  rich_text_input: "initial_value",
  datepicker: "initial_date",
  timepicker: "initial_time",
  datetimepicker: "initial_date_time",
  users_select: "initial_user",
  channels_select: "initial_channel",
  conversations_select: "initial_conversation",
  static_select: "initial_option",
  radio_buttons: "initial_option",
};

const SEVERAL = {
  checkboxes: "initial_options",
  multi_static_select: "initial_options",
  multi_users_select: "initial_users",
  multi_channels_select: "initial_channels",
  multi_conversations_select: "initial_conversations",
  file_input: "",
};

/** Whether an element holds a list. */
export const holdsSeveral = (element) => element.type in SEVERAL;

/** What it begins with. */
export function initialValue(element) {
  if (holdsSeveral(element)) return (element[SEVERAL[element.type]] ?? []).map(optionValue);
  return optionValue(element[SINGLE[element.type]] ?? null);
}

/** What the server remembers: one entry of `state.values`, where the chosen part is the one that is not `type`. */
export function rememberedValue(state) {
  const [, chosen] = Object.entries(state).find(([key]) => key !== "type") ?? [null, null];
  if (state.type === "file_input") return (chosen ?? []).map((file) => file.id);
  return Array.isArray(chosen) ? chosen.map(optionValue) : optionValue(chosen ?? null);
}

function optionValue(value) {
  return value !== null && typeof value === "object" && "value" in value && "text" in value ? value.value : value;
}

/** The elements of a block that people can use. */
export function elementsOf(block) {
  if (block.type === "input") return [block.element];
  if (block.type === "actions") return block.elements;
  return block.accessory && block.accessory.type !== "image" ? [block.accessory] : [];
}
