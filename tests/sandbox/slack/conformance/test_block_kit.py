"""Block Kit as the SDK's models build it, and the fault's path where a block breaks a rule."""

import pytest
from slack_sdk.models import blocks as b
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from sandbox.slack.testing import actions, button, plain, section

OPTIONS = [b.Option(text="One", value="1"), b.Option(text="Two", value="2", description="second")]
CONFIRM = b.ConfirmObject(title="Sure?", text=b.PlainTextObject(text="Really?"), confirm="Yes", deny="No")

EVERYWHERE = [
    b.HeaderBlock(text="Three ideas"),
    b.DividerBlock(),
    b.SectionBlock(text="*Words*", fields=["one", "two"]),
    b.SectionBlock(
        text="Words", accessory=b.ButtonElement(text="Go", action_id="a", value="1", style="danger", confirm=CONFIRM)
    ),
    b.SectionBlock(text="Words", accessory=b.OverflowMenuElement(action_id="o", options=OPTIONS)),
    b.SectionBlock(text="Words", accessory=b.StaticMultiSelectElement(action_id="m", options=OPTIONS, placeholder="?")),
    b.ContextBlock(elements=[b.MarkdownTextObject(text="small"), b.PlainTextObject(text="print")]),
    b.ActionsBlock(
        elements=[
            b.ButtonElement(text="Go", action_id="go", url="https://example.com/"),
            b.StaticSelectElement(action_id="s", options=OPTIONS, initial_option=OPTIONS[0], placeholder="?"),
            b.CheckboxesElement(action_id="c", options=OPTIONS, initial_options=OPTIONS[:1]),
            b.RadioButtonsElement(action_id="r", options=OPTIONS),
            b.DatePickerElement(action_id="d", initial_date="2026-02-03"),
            b.TimePickerElement(action_id="t", initial_time="09:30"),
            b.UserSelectElement(action_id="u", placeholder="?"),
            b.ChannelSelectElement(action_id="ch", placeholder="?"),
            b.ConversationSelectElement(
                action_id="co", placeholder="?", filter=b.ConversationFilter(include=["public"])
            ),
        ]
    ),
    b.InputBlock(label="Prompt", hint="Keywords", element=b.PlainTextInputElement(action_id="p", max_length=512)),
    b.RichTextBlock(
        elements=[
            b.RichTextSectionElement(elements=[b.RichTextElementParts.Text(text="bold", style={"bold": True})]),
            b.RichTextListElement(
                style="bullet",
                elements=[b.RichTextSectionElement(elements=[b.RichTextElementParts.Emoji(name="eyes")])],
            ),
            b.RichTextPreformattedElement(elements=[b.RichTextElementParts.Text(text="code")]),
            b.RichTextQuoteElement(elements=[b.RichTextElementParts.Link(url="https://example.com/")]),
        ]
    ),
]  # fmt: skip
FORM = [
    b.InputBlock(
        label="Number", element=b.NumberInputElement(action_id="n", is_decimal_allowed=True, max_value="10")
    ),
    b.InputBlock(
        label="When", element=b.DateTimePickerElement(action_id="w", initial_date_time=1_700_000_000)
    ),
    b.InputBlock(label="Address", element=b.EmailInputElement(action_id="e")),
    b.InputBlock(label="Link", element=b.UrlInputElement(action_id="l")),
    b.InputBlock(label="Words", element=b.RichTextInputElement(action_id="x")),
    b.InputBlock(label="Files", element=FileInputElement(action_id="f", filetypes=["png"], max_files=2)),
]


async def test_messages_of_the_models(call, channels, picture_host):
    image = b.ImageBlock(image_url=f"{picture_host}/png", alt_text="A boat", title="Boat")
    markdown = b.MarkdownBlock(text="**bold**")
    posted = await call(
        "chat_postMessage", channel=channels["design"], text="x", blocks=[*EVERYWHERE, image, markdown]
    )
    kept = posted["message"]["blocks"]
    assert [block["type"] for block in kept] == [one.type for one in [*EVERYWHERE, image, markdown]]
    assert all(block["block_id"] for block in kept)


async def test_views_of_the_models(call, trigger, users):
    modal = View(type="modal", title="Imagine", submit="Paint", close="Cancel", blocks=[*EVERYWHERE, *FORM])
    view = (await call("views_open", trigger_id=await trigger(), view=modal))["view"]
    assert len(view["blocks"]) == len(EVERYWHERE) + len(FORM)
    home = View(type="home", blocks=EVERYWHERE)
    assert (await call("views_publish", user_id=users["mina"], view=home))["ok"]


BROKEN = [
    (
        [section("fine"), section("x" * 3001)],
        ["failed to match all allowed schemas [json-pointer:{at}/1/text]",
         "must be less than 3001 characters [json-pointer:{at}/1/text/text]"],
    ),
    ([{"type": "header", "text": plain("x" * 151)}],
     ["must be less than 151 characters [json-pointer:{at}/0/text/text]"]),
    ([{"type": "image", "alt_text": "x", "image_url": "https://a.b/c", "slack_file": {"id": "F1"}}],
     ["must define exactly one of `image_url` and `slack_file` [json-pointer:{at}/0]"]),
    (actions(button("go"), button("go")),
     ['`action_id` "go" already exists [json-pointer:{at}/0/elements/1/action_id]']),
    ([*actions(button("a")), *actions(button("b"))],
     ['`block_id` "b" already exists [json-pointer:{at}/1/block_id]']),
    (actions(*(button(str(number)) for number in range(26))),
     ["no more than 25 items allowed [json-pointer:{at}/0/elements]"]),
    ([{"type": "image", "image_url": "https://a.b/c"}],
     ["missing required field: alt_text [json-pointer:{at}/0]"]),
    (actions(button("go", text=plain("x" * 76), value="y" * 2001)),
     ["must be less than 76 characters [json-pointer:{at}/0/elements/0/text/text]",
      "must be less than 2001 characters [json-pointer:{at}/0/elements/0/value]"]),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "sentences"), BROKEN)
async def test_the_path_of_the_fault_is_named(call, channels, users, blocks, sentences):
    """On a message beside ``invalid_blocks``, on a view beside ``invalid_arguments``."""
    answer = await call.refused("chat_postMessage", channel=channels["design"], text="x", blocks=blocks)
    expected = [sentence.format(at="/blocks") for sentence in sentences]
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == expected
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {sentence}" for sentence in expected]
    answer = await call.refused(
        "views_publish", user_id=users["mina"], view={"type": "home", "blocks": blocks}
    )
    expected = [sentence.format(at="/view/blocks") for sentence in sentences]
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {sentence}" for sentence in expected]


async def test_a_picture_that_cannot_be_fetched_refuses_the_message(call, channels, picture_host):
    image = b.ImageBlock(image_url=f"{picture_host}/text", alt_text="A boat")
    answer = await call.refused("chat_postMessage", channel=channels["design"], text="x", blocks=[image])
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == ["downloading image failed [json-pointer:/blocks/0/image_url]"]
