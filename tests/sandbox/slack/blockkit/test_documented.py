"""The rule tables, line by line, against what Slack's pages say; each page is named in `SOURCES`.

Written down a second time here, in a notation of its own, so that no rule changes unnoticed: ``name!`` is
required, ``1..75`` counts characters, ``1..10 of`` counts items, and what follows ``}`` are the rules between
fields. What each notation means in practice is tested at its edges in test_limits.py and test_surfaces.py.
"""

import re

import pytest

from sandbox.slack.blockkit import blocks, composition, elements, rich_text, surfaces
from sandbox.slack.blockkit import schema as s

ANY_TEXT = "mrkdwn 1..{0} or plain_text 1..{0}"
CONFIRM = (
    "{title!: plain_text 1..100, text!: plain_text 1..300, confirm!: plain_text 1..30, "
    "deny!: plain_text 1..30, style: primary|danger}"
)
OPTION = "{text!: plain_text 1..75, value!: 1..150, description: plain_text 1..75}"
RICH_OPTION = f"{{text!: {ANY_TEXT.format(75)}, value!: 1..150, description: plain_text 1..75}}"
URL_OPTION = f"{OPTION[:-1]}, url: 1..3000 a valid URL}}"
GROUP = f"{{label!: plain_text 1..75, options!: 1..100 of {OPTION}}}"
FILTER = (
    "{include: 1..4 of im|mpim|private|public, exclude_external_shared_channels: bool, exclude_bot_users: bool}"
    " _some_filter"
)
DISPATCH = "{trigger_actions_on: 1..2 of on_enter_pressed|on_character_entered}"
IMAGE_SOURCE = "image_url: 1..3000 a valid URL, slack_file: {id: 1..255, url: 1..3000} _one_of_id_and_url"
RICH_TEXT_PARTS = "rich_text_list or rich_text_preformatted or rich_text_quote or rich_text_section"
RICH_TEXT = f"{{elements!: 1..1000 of {RICH_TEXT_PARTS}, block_id: 1..255}}"

# what a menu, a line of text and a menu of several have in common
MENU = f"placeholder: plain_text 1..150, focus_on_load: bool, confirm: {CONFIRM}"
LINE = f"placeholder: plain_text 1..150, focus_on_load: bool, dispatch_action_config: {DISPATCH}"
MANY = f"{MENU}, max_selected_items: number 1..100"
STATIC = f"options: 1..100 of {OPTION}, option_groups: 1..100 of {GROUP}"
CONVERSATIONS = f"default_to_current_conversation: bool, filter: {FILTER}"

PICKERS = "channels_select or checkboxes or conversations_select or datepicker"
IN_ACTIONS = (
    f"button or {PICKERS} or datetimepicker@message+modal or overflow or radio_buttons or static_select"
    " or timepicker or users_select"
)
MULTI = "multi_channels_select or multi_conversations_select or multi_static_select or multi_users_select"
IN_INPUT = (
    f"{PICKERS} or datetimepicker@message+modal or email_text_input@modal or file_input@modal or {MULTI}"
    " or number_input@modal or plain_text_input or radio_buttons or rich_text_input@modal+home"
    " or static_select or timepicker or url_text_input@modal or users_select"
)
IN_SECTION = (
    f"button or {PICKERS} or image or {MULTI} or overflow or radio_buttons or static_select"
    " or timepicker or users_select"
)

DOCUMENTED = {
    "actions": f"{{elements!: 1..25 of {IN_ACTIONS}, block_id: 1..255}}",
    "context": f"{{elements!: 1..10 of image or {ANY_TEXT.format(3000)}, block_id: 1..255}}",
    "divider": "{block_id: 1..255}",
    "header": "{text!: plain_text 1..150, block_id: 1..255}",
    "image block": f"{{alt_text!: 1..2000, block_id: 1..255, title: plain_text 1..2000, {IMAGE_SOURCE}}} _image_source",
    "input": (
        f"{{label!: plain_text 1..2000, element!: {IN_INPUT}, block_id: 1..255, hint: plain_text 1..2000,"
        " optional: bool, dispatch_action: bool} _no_dispatch_of_files"
    ),
    "markdown": "{text!: 1..12000, block_id: 1..255}",
    "rich_text": RICH_TEXT,
    "section": (
        f"{{block_id: 1..255, text: {ANY_TEXT.format(3000)}, fields: 1..10 of {ANY_TEXT.format(2000)},"
        f" accessory: {IN_SECTION}, expand: bool}} _text_or_fields"
    ),
    "button": (
        "{text!: plain_text 1..75, action_id: 1..255, url: 1..3000 a valid URL, value: 0..2000,"
        f" style: primary|danger, confirm: {CONFIRM}, accessibility_label: 1..75}}"
    ),
    "checkboxes": (
        f"{{options!: 1..10 of {RICH_OPTION}, action_id: 1..255, initial_options: 1..10 of {RICH_OPTION},"
        f" confirm: {CONFIRM}, focus_on_load: bool}} _known_initial"
    ),
    "datepicker": f"{{action_id: 1..255, initial_date: 1..10 a date: YYYY-MM-DD, {MENU}}}",
    "datetimepicker": (
        "{action_id: 1..255, initial_date_time: number 1000000000..9999999999,"
        f" confirm: {CONFIRM}, focus_on_load: bool}}"
    ),
    "email_text_input": f"{{action_id: 1..255, initial_value: 0..3000, {LINE}}}",
    "file_input": "{action_id: 1..255, filetypes: 1..100 of 1..20, max_files: number 1..10}",
    "image": f"{{alt_text!: 1..2000, {IMAGE_SOURCE}}} _image_source",
    "multi_static_select": (
        f"{{action_id: 1..255, initial_options: 1..100 of {OPTION}, {STATIC}, {MANY}}}"
        " _options_or_groups _known_initial"
    ),
    "multi_users_select": f"{{action_id: 1..255, initial_users: 1..100 of 1..255, {MANY}}}",
    "multi_channels_select": f"{{action_id: 1..255, initial_channels: 1..100 of 1..255, {MANY}}}",
    "multi_conversations_select": (
        f"{{action_id: 1..255, initial_conversations: 1..100 of 1..255, {CONVERSATIONS}, {MANY}}}"
    ),
    "number_input": (
        "{is_decimal_allowed!: bool, action_id: 1..255, initial_value: 1..40 a number,"
        f" min_value: 1..40 a number, max_value: 1..40 a number, {LINE}}} _within_min_and_max"
    ),
    "overflow": f"{{options!: 1..5 of {URL_OPTION}, action_id: 1..255, confirm: {CONFIRM}}}",
    "plain_text_input": (
        "{action_id: 1..255, initial_value: 0..3000, multiline: bool, min_length: number 0..3000,"
        f" max_length: number 1..3000, {LINE}}} _min_not_over_max"
    ),
    "radio_buttons": (
        f"{{options!: 1..10 of {RICH_OPTION}, action_id: 1..255, initial_option: {RICH_OPTION},"
        f" confirm: {CONFIRM}, focus_on_load: bool}} _known_initial"
    ),
    "rich_text_input": f"{{action_id: 1..255, initial_value: {RICH_TEXT}, {LINE}}}",
    "static_select": (
        f"{{action_id: 1..255, initial_option: {OPTION}, {STATIC}, {MENU}}} _options_or_groups _known_initial"
    ),
    "users_select": f"{{action_id: 1..255, initial_user: 1..255, {MENU}}}",
    "channels_select": f"{{action_id: 1..255, initial_channel: 1..255, {MENU}, response_url_enabled: bool}}",
    "conversations_select": (
        f"{{action_id: 1..255, initial_conversation: 1..255, {CONVERSATIONS}, {MENU},"
        " response_url_enabled: bool}"
    ),
    "timepicker": f"{{action_id: 1..255, initial_time: 1..5 a time: HH:mm, timezone: 1..255, {MENU}}}",
    "url_text_input": f"{{action_id: 1..255, initial_value: 0..3000, {LINE}}}",
}

BLOCK = (
    "actions or context or divider or header or image or input or markdown@message or rich_text or section"
)
VIEWS = {
    "modal": (
        f"{{title!: plain_text 1..24, blocks!: 0..100 of {BLOCK}, submit: plain_text 1..24, close: plain_text 1..24,"
        " private_metadata: 0..3000, callback_id: 0..255, external_id: 0..255, clear_on_close: bool,"
        " notify_on_close: bool}"
    ),
    "home": (
        f"{{blocks!: 0..100 of {BLOCK}, private_metadata: 0..3000, callback_id: 0..255, external_id: 0..255}}"
    ),
}

STYLE = "{" + ", ".join(
    f"{name}: bool"
    for name in (
        *("bold", "italic", "strike", "code", "underline"),
        *("highlight", "client_highlight", "unlink"),
    )
) + "}"  # fmt: skip
INLINE = {
    "broadcast": f"{{range!: here|channel|everyone, style: {STYLE}}}",
    "channel": f"{{channel_id!: 1..255, style: {STYLE}}}",
    "color": f"{{value!: 1..20, style: {STYLE}}}",
    "date": (
        f"{{timestamp!: number 0..99999999999, format!: 1..255, style: {STYLE}, url: 1..3000 a valid URL,"
        " fallback: 1..12000}"
    ),
    "emoji": f"{{name!: 1..255, style: {STYLE}, unicode: 1..255, skin_tone: number 1..6}}",
    "link": f"{{url!: 1..3000 a valid URL, style: {STYLE}, text: 1..12000, unsafe: bool}}",
    "text": f"{{text!: 1..12000, style: {STYLE}}}",
    "user": f"{{user_id!: 1..255, style: {STYLE}}}",
    "usergroup": f"{{usergroup_id!: 1..255, style: {STYLE}}}",
}
RUN = f"0..1000 of {' or '.join(INLINE)}"
RICH_TEXT_ELEMENTS = {
    "rich_text_section": f"{{elements!: {RUN}}}",
    "rich_text_list": (
        f"{{style!: bullet|ordered, elements!: 1..1000 of {{elements!: {RUN}}}, indent: number 0..8,"
        " offset: number 0..1000000, border: number 0..1}"
    ),
    "rich_text_preformatted": f"{{elements!: {RUN}, border: number 0..1, language: 1..64}}",
    "rich_text_quote": f"{{elements!: {RUN}, border: number 0..1}}",
}


def told(rule: s.Rule) -> str:
    """A rule in the notation above."""
    match rule:
        case s.Str():
            return f"{rule.low}..{rule.high}" + (f" {rule.what}" if rule.pattern else "")
        case s.Number():
            return f"number {rule.low}..{rule.high}"
        case s.Bool():
            return "bool"
        case s.Enum():
            return "|".join(rule.allowed)
        case s.List():
            return f"{rule.low}..{rule.high} of {told(rule.item)}"
        case s.Union():
            return told(rule.rule)
        case s.Typed():
            return " or ".join(sorted(_choice(kind, one, rule) for kind, one in rule.rules.items()))
        case s.Obj():
            return _object(rule)
    raise AssertionError(rule)


def _choice(kind: str, one: s.Rule, rule: s.Typed) -> str:
    if kind in ("plain_text", "mrkdwn"):
        return told(one)
    assert isinstance(one, s.Obj)
    assert _literal(one) == kind
    return kind + (f"@{'+'.join(rule.only[kind])}" if kind in rule.only else "")


def _literal(rule: s.Obj) -> str:
    kind = rule.required.get("type")
    assert isinstance(kind, (s.Lit, s.Enum, type(None)))
    return kind.text if isinstance(kind, s.Lit) else "".join(kind.allowed) if kind else ""


def _object(rule: s.Obj) -> str:
    kind = _literal(rule)
    if kind in ("plain_text", "mrkdwn"):
        assert told(rule.optional["emoji" if kind == "plain_text" else "verbatim"]) == "bool"
        assert (set(rule.required), len(rule.optional)) == ({"type", "text"}, 1)
        return f"{kind} {told(rule.required['text'])}"
    fields = [f"{name}!: {told(one)}" for name, one in rule.required.items() if name != "type"]
    fields += [f"{name}: {told(one)}" for name, one in rule.optional.items()]
    return "".join([f"{{{', '.join(fields)}}}", *(f" {further.__name__}" for further in rule.also)])


RULES = {("image block" if kind == "image" else kind): rule for kind, rule in blocks.BLOCKS.items()}
RULES |= elements.ELEMENTS


@pytest.mark.parametrize("kind", sorted({*RULES, *DOCUMENTED}))
def test_blocks_and_elements(kind):
    assert told(RULES[kind]) == DOCUMENTED[kind]


@pytest.mark.parametrize("kind", ["modal", "home"])
def test_views(kind):
    assert told({"modal": surfaces.MODAL, "home": surfaces.HOME}[kind]) == VIEWS[kind]
    assert surfaces.MAX_BLOCKS == {"message": 50, "modal": 100, "home": 100}


def test_rich_text():
    assert {kind: told(rule) for kind, rule in rich_text.ELEMENTS.rules.items()} == RICH_TEXT_ELEMENTS
    assert {kind: told(rule) for kind, rule in rich_text.INLINE.rules.items()} == INLINE


def test_composition_objects():
    assert told(composition.CONFIRM) == CONFIRM
    assert told(composition.URL_OPTION) == URL_OPTION
    assert told(composition.DISPATCH) == DISPATCH


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (composition.URL, ["https://a.b/c", "mailto:a@b.c"], ["a.b", "https://a b", "//a.b", "1a:b"]),
        (composition.IMAGE_URL, ["https://a.b/c", "http://a.b"], ["data:image/png;base64,x", "ftp://a.b/c"]),
        (
            composition.DATE,
            ["2026-01-31", "0001-12-01"],
            ["2026-13-01", "2026-00-01", "2026-01-32", "2026-01-00"],
        ),
        (composition.TIME, ["00:00", "19:59", "23:59"], ["24:00", "9:30", "12:60"]),
        (elements.DECIMAL, ["1", "-1.5", "0.25"], ["1.", ".5", "+1", "1e3", "one"]),
    ],
)
def test_patterns(pattern, good, bad):
    for text in good:
        assert list(pattern.check(text, "", "message")) == []
    for text in bad:
        assert [fault.text for fault in pattern.check(text, "", "message")] == [f"must be {pattern.what}"]


def test_every_rule_names_its_source():
    assert set(blocks.SOURCES) == set(blocks.BLOCKS)
    assert set(elements.SOURCES) == set(elements.ELEMENTS)
    for source in [*blocks.SOURCES.values(), *elements.SOURCES.values()]:
        assert re.fullmatch(
            r"https://docs\.slack\.dev/reference/block-kit/block(s|-elements)/[a-z-]+", source
        )
