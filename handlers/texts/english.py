"""What the bot says in English. The other languages override every attribute; a test sees to it.

Arguments that go into mrkdwn are escaped by the caller.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import assert_never

from services.ask import Use
from services.faults import (
    Fault,
    MissingValue,
    ModelUnavailable,
    NeedsColour,
    NeedsPicture,
    NeedsPictures,
    NeedsWhere,
    NoKeywords,
    NoPainter,
    NotAChoice,
    NotAColour,
    NotANumber,
    NotARatio,
    NotASize,
    NotPainted,
    PictureNotTaken,
    RepeatedOption,
    SizeAndRatio,
    SizeNotPainted,
    TooLong,
    TooManyColours,
    TooManyPictures,
    UnexpectedValue,
    UnknownModel,
    UnknownOption,
)
from services.jobs import FAR, Language
from services.painting.interface import Capabilities, Note, Shrunk
from services.palette_match import Nearness


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th …"""
    teens = number % 100 in {11, 12, 13}
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def pixels(size: tuple[int, int]) -> str:
    """1024×768"""
    return f"{size[0]}×{size[1]}"


class English:
    """British English."""

    language: Language = "en"

    # The card: what was asked for, and where it stands.
    style = "Style"
    default_style = "cinematic photograph (none was given)"
    status_thinking = "💭 Thinking of three ideas …"
    status_ideas = "💡 Ideas are in the thread: pick one to paint."
    status_use = "💡 One button in the thread does what you asked for."
    status_painting = "🎨 Painting …"
    status_failed = "⚠️ Something did not work: see the thread."
    status_cancelled = "Cancelled."

    def asked(self, who: str) -> str:
        return f"{who} asked for a picture"

    def status_painted(self, count: int) -> str:
        return "🖼️ One picture is in the thread." if count == 1 else f"🖼️ {count} pictures are in the thread."

    def asked_with_pictures(self, who: str, count: int) -> str:
        return f"{who} wants something new in the spirit of " + (
            "a picture" if count == 1 else f"{count} pictures"
        )

    def asked_to_change(self, who: str, count: int) -> str:
        return f"{who} wants something made of " + ("a picture" if count == 1 else f"{count} pictures")

    status_reading = "👀 Looking at the picture …"

    # While something is being done.
    listening = "💭 Thinking about what you said …"
    painting_change = "🎨 Painting the change …"

    def looking(self, count: int) -> str:
        return "👀 Looking at the picture …" if count == 1 else f"👀 Looking at {count} pictures …"

    thinking = "💭 Thinking of three ideas …"
    thinking_more = "💭 Thinking of three more ideas …"
    shortening = "✂️ Shortening your prompt …"

    def painting(self, number: int | None, count: int) -> str:
        what = (
            f"idea {number}"
            if number
            else ("your prompt" if count == 1 else f"your prompt, {count} pictures")
        )
        return f"🎨 Painting {what} …"

    def elapsed(self, doing: str, seconds: int) -> str:
        """`doing` ends with an ellipsis."""
        minutes, rest = divmod(seconds, 60)
        return f"{doing} {minutes} min {rest} s" if minutes else f"{doing} {rest} s"

    # While it waits for others.
    def what_waits(self, number: int | None, *, painting: bool) -> str:
        if not painting:
            return "Your ideas are waiting"
        return f"Idea {number} is waiting" if number else "Your prompt is waiting"

    change_waits = "Your change is waiting"

    def waits(self, what: str) -> str:
        return f"⏳ {what} for {'their' if ' are ' in what else 'its'} turn."

    def in_line(self, what: str, position: int, seconds: int | None) -> str:
        """`seconds`, until it is there, are rounded already; None where that is not known."""
        if position >= FAR:
            return f"⏳ {what}: more than {FAR - 1} are in line before it."
        place = "next in line" if position == 1 else f"{ordinal(position)} in line"
        return f"⏳ {what}: {place}" + ("." if seconds is None else f", {self.about(seconds)}.")

    def about(self, seconds: int) -> str:
        if seconds < 10:
            return "only a few seconds"
        if seconds < 60:
            return f"about {seconds} seconds"
        amount, unit = (seconds // 60, "minute") if seconds < 3600 else (seconds // 3600, "hour")
        if amount == 1:
            return "about a minute" if unit == "minute" else "about an hour"
        return f"about {amount} {unit}s"

    def trying_again(self, seconds: int) -> str:
        return f"The model is busy. Trying again in about {seconds} s."

    # Ideas.
    def ideas_intro(self, who: str) -> str:
        return f"{who}, here are three ideas. Paint one as it is, or edit it first."

    def use_intro(self, who: str) -> str:
        return (
            f"{who}, this is how I see your picture. One button does what you asked for. For ideas for something new, "
            f"choose *{self.use_names['spirit']}*."
        )

    def shortened_intro(self, who: str, length: int) -> str:
        return f"{who}, here is your prompt in {length} characters. Paint it as it is, or edit it first."

    def idea_title(self, number: int, title: str) -> str:
        return f"*{number} · {title}*" if title else f"*{number}*"

    def paint_idea(self, number: int) -> str:
        return f"Paint {number}"

    edit = "Edit"
    paint_all = "Paint all three"
    more_ideas = "More ideas"
    cancel = "Cancel"
    ideas_closed = "These ideas were cancelled."

    # Reference pictures.
    trait_names: Mapping[str, str] = {
        "subject": "Subject",
        "medium": "Medium",
        "style": "Style",
        "light": "Light",
        "mood": "Mood",
        "composition": "Composition",
        "texture": "Texture",
    }
    brightness = "brightness"
    contrast = "contrast"
    saturation = "colourfulness"

    def warm_or_cool(self, warmth: float) -> str:
        if abs(warmth) < 0.05:
            return "neutral"
        return "warm" if warmth > 0 else "cool"

    def reference_alt(self, name: str) -> str:
        return f"The reference picture {name}".rstrip()

    def palette_alt(self, colours: str) -> str:
        return f"Its colours: {colours}"

    use_question = "How should the picture be used?"
    use_names: Mapping[str, str] = {
        "spirit": "Only its spirit",
        "colours": "Its colours",
        "style": "Its manner",
        "layout": "Its layout",
        "sketch": "Finish the drawing",
        "variation": "Close variation",
        "change": "Change a part",
        "erase": "Erase something",
        "recolour": "Recolour something",
        "extend": "Extend beyond its edges",
        "cutout": "Cut out the subject",
        "upscale": "Upscale",
        "restyle": "Restyle after the second picture",
        "try-on": "Try on the second picture's garment",
    }
    use_lines: Mapping[str, str] = {
        "spirit": "Something new, painted from the prompt alone",
        "colours": "Something new, in the colours of the picture",
        "style": "Something new, in the medium, the brushwork and the light of the picture",
        "layout": "Something new, with everything standing where it stands here",
        "sketch": "The drawing becomes a finished picture, line by line",
        "variation": "The same picture once more, a little different",
        "change": "Say which part, and what should be there instead",
        "erase": "Say what should go; what is around it closes the gap",
        "recolour": "Say what, and the colour that it should have",
        "extend": "The picture goes on, to a side or to another shape",
        "cutout": "The background goes, what is left is transparent around it",
        "upscale": "The same picture, larger and sharper",
        "restyle": "The first picture, in the manner of the second",
        "try-on": "The person of the first picture wears what the second one shows",
    }
    strength_question = "How strongly?"
    strength_names: Mapping[str, str] = {"light": "Lightly", "medium": "Medium", "strong": "Strongly"}
    do_names: Mapping[str, str] = {
        "change": "Change it",
        "erase": "Erase it",
        "recolour": "Recolour it",
        "extend": "Extend it",
        "cutout": "Cut it out",
        "upscale": "Upscale it",
        "restyle": "Restyle it",
        "try-on": "Try it on",
    }
    first_picture_only = "Of several pictures, the first is used."
    status_answered = "💬 The answer is in the thread."
    change_failed = "Your change was not made"
    made_stays = (
        "A picture that was made this way can't be changed by words alone. Use its buttons, or start from it with "
        "*Use as reference*."
    )
    cut_out_stays = "A cut-out can't be changed by words. Start from it with *Use as reference*."

    def use_changed(self, use: str) -> str:
        return f"The picture is used differently by now: {use}. Look at the message again, then paint."

    use_as_reference = "Use as reference"
    undo = "Undo this change"
    undone = "Done: what you write in this thread next is about the picture before that change."

    def part_to_change(self, where: str) -> str:
        return f"Only this part changes: {where}"

    def part_to_erase(self, where: str) -> str:
        return f"This goes: {where}"

    def part_to_recolour(self, where: str, colour: str) -> str:
        return f"This is recoloured: {where} → {colour}" if colour else f"This is recoloured: {where}"

    def garment_to_try(self, where: str) -> str:
        return f"This is exchanged: {where}"

    def cost(self, painter: str, price: str) -> str:
        return f"{painter} does this for {price}."

    def cost_up_to(self, painter: str, price: str) -> str:
        return f"{painter} does this for {price} at most, depending on the size."

    def cost_of_ideas(self, one: str, three: str) -> str:
        return f"{one} an idea, {three} for all three"

    def picture_offer(self, count: int) -> str:
        return (
            "🖼️ Use this picture as a reference? I read its character and offer three ideas for something new."
            if count == 1
            else f"🖼️ Use these {count} pictures as references? I read their character and offer three new ideas."
        )

    offer_use = "Use as reference"
    offer_dismiss = "No, thanks"
    offer_settings = "`/imagine settings` changes when I ask this in this channel."

    def not_pictures(self, names: Sequence[str]) -> str:
        listed = ", ".join(f"“{name}”" for name in names)
        return f"I can't use {listed}: I take pictures only (PNG, JPEG, GIF, WebP or HEIC)."

    def picture_trouble(self, code: str, reference: str) -> str:
        reason = self._reasons.get(code, self._reasons["internal"])
        return f"⚠️ I could not use your picture: {reason} Nothing was charged. ({self.reference(reference)})"

    no_picture_here = (
        "There is no picture in this message that I could use: a file that somebody uploaded, or one of mine."
    )

    # Pictures.
    again = "Again"
    vary_lightly = "Vary lightly"
    vary_strongly = "Vary strongly"
    edit_prompt = "Edit prompt"
    upscale = "Upscale…"
    remove_background = "Remove background"
    extend = "Extend…"
    change_part = "Change a part…"
    erase = "Erase…"
    recolour = "Recolour…"
    restyle = "Restyle from a picture…"
    history = "History"
    delete = "Delete"
    ask_delete = "Delete…"

    ask_first = "Is that all right?"
    go_on = "Go on"

    def more_with(self, number: int) -> str:
        return f"More with {number}…"

    full_size = "Full size"
    in_your_words = "In your words"
    for_the_painter = "For the painter"
    without = "Without"
    seed = "seed"

    def seed_of(self, seed: int, place: int = 0, together: int = 1) -> str:
        """What a picture was painted from: the seed of its call, and which picture of that call it is, from 0; the
        first needs no word about it.
        """
        return f"{self.seed} {seed}, picture {place + 1} of {together}" if place else f"{self.seed} {seed}"

    def picture_alt(self, prompt: str) -> str:
        return f"Picture painted from the prompt: {prompt}"

    # What was made of what.
    made_names: Mapping[str, str] = {
        "variation": "*A variation*",
        "change": "*Changed*",
        "erase": "*Erased*",
        "recolour": "*Recoloured*",
        "extend": "*Extended*",
        "cutout": "*Background removed*",
        "upscale": "*Upscaled*",
        "restyle": "*Restyled*",
        "try-on": "*Tried on*",
    }
    varied: Mapping[str, str] = {"strong": "*Varied lightly*", "light": "*Varied strongly*"}
    grown: Mapping[str, str] = {
        "left": "to the left",
        "right": "to the right",
        "top": "upwards",
        "bottom": "downwards",
        "wider": "to both sides",
        "taller": "upwards and downwards",
        "around": "all round",
    }
    steered: Mapping[str, str] = {"light": "lightly", "strong": "strongly"}
    qualities: Mapping[str, str] = {"standard": "standard quality", "premium": "premium quality"}
    enlarging_names: Mapping[str, str] = {"fast": "fast", "faithful": "faithful", "creative": "creative"}
    masked_part = "the part that was transparent"

    def made_of(self, url: str, number: int, *, own: bool) -> str:
        name = f"picture {number}" if number else ("your picture" if own else "the picture before")
        return f"of <{url}|{name}>"

    def made_after(self, url: str) -> str:
        return f"after <{url}|another picture>"

    preset = "preset"

    def in_style(self, style: str) -> str:
        return f"style {style}"

    def picture_made(self, made: str) -> str:
        return f"Picture: {made}"

    doing: Mapping[str, str] = {
        "colours": "🎨 Painting in its colours …",
        "style": "🎨 Painting in its manner …",
        "layout": "🎨 Painting in its layout …",
        "sketch": "🎨 Finishing the drawing …",
        "variation": "🎨 Painting a variation …",
        "change": "🎨 Changing a part …",
        "erase": "🧽 Erasing …",
        "recolour": "🎨 Recolouring …",
        "extend": "🎨 Extending the picture …",
        "cutout": "✂️ Cutting out the subject …",
        "upscale": "🔍 Upscaling …",
        "restyle": "🎨 Restyling …",
        "try-on": "👕 Trying it on …",
    }

    def of_several(self, index: int, count: int) -> str:
        return f"{index} of {count}"

    def seconds(self, seconds: float) -> str:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"

    def withheld(self, count: int) -> str:
        held = "One picture was" if count == 1 else f"{count} pictures were"
        return f"{held} held back by the content filter or lost to an error, and not charged."

    def too_busy_for(self, count: int) -> str:
        left = "one picture was" if count == 1 else f"{count} pictures were"
        return f"The model stayed busy or out of reach, so {left} not painted, and not charged."

    # The asked palette beside the painted one.
    palette_legend = "🎨 Colours asked for above, painted below"
    palette_in_codes = "🎨 Colours asked for → painted"
    palette_in_words = "The colours asked for, and how they were painted"
    also_painted = "Also painted"
    nearness_names: Mapping[Nearness | None, str] = {
        "very_close": "very close",
        "close": "close",
        "far": "far",
        None: "missing",
    }

    def as_near(self, count: int, nearness: Nearness | None) -> str:
        return f"{count} {self.nearness_names[nearness]}"

    def colour(self, name: str) -> str:
        return name

    def colour_became(self, asked: str, painted: str, nearness: Nearness) -> str:
        return f"{asked} became {painted}, {self.nearness_names[nearness]}"

    def colour_missing(self, asked: str) -> str:
        return f"{asked} is missing"

    delete_title = "Delete this picture?"
    delete_text = "It disappears here and from the gallery. This can't be undone."
    delete_confirm = "Delete"
    delete_keep = "Keep it"

    def deleted(self, who: str) -> str:
        return f"🗑️ {who} deleted this picture."

    it = "It"
    """The painter in `note`, where it was just named."""

    def note(self, note: Note, painter: str) -> str:
        match note:
            case "palette_approximate":
                return f"{painter} takes no palette for this: the colours are named in the prompt, so they are *approximate*."
            case "guidance_ignored":
                return f"{painter} has no `--cfg` for this: it goes without."
            case "quality_ignored":
                return f"{painter} has one quality only for this."
            case "ratio_nearest":
                return f"{painter} paints the nearest shape it knows."
            case "size_ignored":
                return f"{painter} takes a shape instead of a size for this: it paints the nearest."
            case "colours_approximate":
                return (
                    f"{painter} takes no colours from a picture: they are named in the prompt, so they are "
                    "*approximate*."
                )
            case "ratio_of_picture":
                return "The picture that this is made from decides the shape and size of the result."
            case "palette_ignored":
                return f"{painter} takes no palette for this: yours is left out."
            case "pictures_ignored":
                return (
                    f"{painter} works from fewer pictures for this than you gave: the last ones are left out."
                )
            case "count_ignored":
                return "There is one way only to do this, so there is one picture."
            case "negative_ignored":
                return f"{painter} takes no words about what to leave out for this: `--no` has no effect."
            case "negative_cut":
                return f"{painter} takes fewer words about what to leave out: the end of yours is cut off."
            case "strength_ignored":
                return f"{painter} has no `--strength` for this: it goes without."
            case "recolour_repaints":
                return f"{painter} repaints the part in its new colour, so its details may change."
            case "seed_ignored":
                return f"{painter} takes no seed for this: yours is left out."
            case "seed_changed":
                return f"{painter} takes other seeds only: the one it uses in place of yours is shown with the picture."
            case Shrunk(was=was, becomes=becomes):
                return (
                    f"{painter} takes smaller pictures for this, so yours is made smaller first: "
                    f"{pixels(was)} → {pixels(becomes)}."
                )
            case _:
                assert_never(note)

    def shrunk_by_shape(self, painter: str, was: tuple[int, int], least: tuple[int, int]) -> str:
        return (
            f"{painter} takes smaller pictures for this, so yours is made smaller first: {pixels(was)} → "
            f"{pixels(least)} or more, as the shape allows."
        )

    # What went wrong.
    try_again = "Try again"

    def reference(self, reference: str) -> str:
        return f"Reference {reference}"

    def ended(self, code: str, what: str) -> str:
        # What is no reason of ours is an error of Slack's, which could not show what was made.
        reason = self._reasons.get(code, self._reasons["slack_refused"])
        return f"⚠️ {what}: {reason} Nothing was charged."

    def what_failed(self, number: int | None, *, painting: bool) -> str:
        if not painting:
            return "There are no ideas"
        return f"Idea {number} was not painted" if number else "Your prompt was not painted"

    def job_cancelled(self, who: str) -> str:
        return f"Cancelled by {who}. Nothing was charged."

    _reasons: Mapping[str, str] = {
        "model_busy": "the model is overloaded at the moment. Try again in a few minutes.",
        "model_fault": "the model failed. Trying again often helps.",
        "model_unreachable": "the model can't be reached at the moment. Try again in a few minutes.",
        "not_stored": "the place where pictures are kept could not be reached. Try again later; if it stays, please tell "
        "an admin.",
        "quota_spent": "the account's quota with the model is used up for now. Try again later; an admin can raise it with AWS.",
        "model_gone": "this model is no longer available, and no other can take its place. An admin needs to choose another one.",
        "no_painter": "no model that paints can be called now. `/imagine models` says why.",
        "model_forbidden": "this account may not use the model. An admin needs to check its access.",
        "request_refused": "the model did not accept the request. That is our mistake; please tell an admin.",
        "prompt_refused": "the content filter did not let these words through. Put it differently.",
        "over_budget": "its model is gone, and the one that could take its place costs more than a budget has left. Once an "
        "admin has raised that, try again.",
        "picture_refused": "the content filter held the picture back. Another try paints another picture.",
        "source_refused": "the content filter did not let the picture through that this should be made from. Start from "
        "another one.",
        "source_unsuitable": "the picture this should be made from is too small, or too long and narrow, for this model. "
        "Start from another one.",
        "file_gone": "the file was deleted, or I may not see it.",
        "file_too_large": "the file is larger than 50 MB. Upload a smaller one.",
        "file_not_picture": "I can't read it as a picture. Save it as PNG or JPEG and try again.",
        "file_unreachable": "I could not fetch it from Slack. Try again in a few minutes.",
        "source_gone": "the picture this should be made from was deleted.",
        "not_a_picture": "what the model sent is not a picture. Trying again often helps.",
        "pictures_not_taken": "none of the language models here takes pictures. An admin needs to choose another one.",
        "unusable_answer": "the language model's answer was unusable twice. Try again, or change the keywords.",
        "not_in_channel": "I am not in that channel any more. Invite me again with `/invite @Imagine`, then try again.",
        "channel_not_found": "I am not in that conversation any more. Invite me again with `/invite @Imagine`, then try "
        "again.",
        "is_archived": "the channel was archived.",
        "no_permission": "I may not post in that channel. An admin of the workspace can change that.",
        "slack_refused": "Slack did not take the result. Try again in a few minutes; if it stays, please tell an admin.",
        "internal": "something broke on our side. Try again; if it stays, please tell an admin.",
    }

    # Private sentences.
    only_owner = "These buttons are for whoever asked for the picture. Start your own with `/imagine`."
    gone = "This is too old: I have no record of it any more. Start anew with `/imagine`."
    picture_gone = "This picture has been deleted."
    no_such_idea = "I can't find this idea any more. Ask for *More ideas*."
    enough_ideas = "That is as many ideas as one request can hold. Start anew with `/imagine` for more."
    already_cancelled = "This was cancelled. Start anew with `/imagine`."
    too_late = "Too late to cancel: it is being painted already. You can delete the picture when it is there."
    nothing_to_cancel = "There is nothing left to cancel here."
    not_started = (
        "Sorry, I could not write your request down, so nothing was started and nothing was charged. "
        "Please try again in a moment."
    )
    not_sure = (
        "Sorry, I can't tell yet whether your request was written down. I keep looking: either it appears here, or "
        "I tell you that it came to nothing. If you see neither, it came to nothing, and nothing was charged."
    )
    broken = "Sorry, something broke on our side. Please try again; if it stays, tell an admin."
    in_direct_message = "🔒 Only you will see this: I answer in our direct message."

    def already_painting(self, number: int | None) -> str:
        return f"Idea {number} is being painted already." if number else "That is being done already."

    def not_in_conversation(self) -> str:
        return (
            "I can't be part of this conversation, so I can't post here. Carry on in our direct message. Nothing "
            "was charged."
        )

    def not_a_member(self, channel: str) -> str:
        return (
            f"I am not a member of {channel}, so I can't post there. Invite me with `/invite @Imagine` and ask "
            "again, or carry on in our direct message. Nothing was charged."
        )

    this_conversation = "this conversation"
    carry_on = "Carry on in a direct message"

    faulty = "I could not start:"
    you_typed = "You typed"
    see_help = "`/imagine help` explains every option."
    shorten = "Shorten it for me"
    edit_it = "Edit it myself"

    def fault(self, fault: Fault) -> str:
        match fault:
            case UnknownOption(option, nearest):
                hint = f" Did you mean `{nearest}`?" if nearest else ""
                return f"There is no option `{option}`.{hint}"
            case MissingValue(option, example):
                return f"`{option}` needs a value, as in `{example}`."
            case UnexpectedValue(option, given):
                return f"`{option}` takes no value: leave out `{given}`."
            case RepeatedOption(option):
                return f"`{option}` is there twice: keep one."
            case NotANumber(option, given, lowest, highest):
                return f"`{option}` takes a number from {lowest:.10g} to {highest:.10g}, not `{given}`."
            case NotAChoice(option, given, choices, nearest):
                hint = f" Did you mean `{nearest}`?" if nearest else ""
                return f"`{option}` is {self.either(choices)}, not `{given}`.{hint}"
            case NotARatio(given):
                return f"`--ar` takes a shape such as `16:9` or `1:1`, not `{given}`."
            case NotASize(given):
                return f"`--size` takes pixels such as `1024x1024`, not `{given}`."
            case SizeNotPainted(given, nearest, painter):
                return f"{painter} does not paint `{given}`. The nearest size is `{nearest}`."
            case SizeAndRatio():
                return "`--size` and `--ar` exclude each other: keep one."
            case NotAColour(given):
                return f"`{given}` is not a colour: write it as `#0b3954`."
            case TooManyColours(count, most):
                return f"A palette has at most {most} colours, not {count}."
            case NoKeywords(swallowed_by):
                if swallowed_by is None:
                    return "There are no keywords: say what the picture should show."
                return (
                    f"There are no keywords: everything behind `{swallowed_by}` was read as its value. Put that in "
                    f'quotes, as in `{swallowed_by} "oil painting" lighthouse, storm`.'
                )
            case TooLong(what, length, longest):
                return f"{self._parts[what]} {length} characters long, {length - longest} too many: {longest} is the limit."
            case NeedsPicture(option):
                return (
                    f"`{option}` needs a picture: attach one to a message that mentions me, or use the form "
                    "(`/imagine` alone)."
                )
            case NeedsWhere():
                return "Say which part of the picture to change, as in `--where the sky`."
            case NotPainted(use, painter):
                return (
                    f"Neither {painter} nor any other model that can be called now can {self._uses[use]}. Choose "
                    "another use, such as `--use spirit`."
                )
            case PictureNotTaken(use, width, height):
                return (
                    f"At {width}×{height} this picture is too long and narrow, or too small, for every model that could "
                    f"{self._uses[use]} now. One of another shape will do."
                )
            case NeedsPictures(use, needed):
                return f"To {self._uses[use]} takes {needed} pictures: attach the second one, too."
            case NeedsColour():
                return "Say which colour it should get, as in `deep green`."
            case NoPainter(still):
                if not still:
                    return "No model that paints can be called now. `/imagine models` says why."
                uses = ", ".join(f"`{use}`" for use in still)
                return (
                    "No model that paints from words can be called now, so there would be nobody to paint new ideas "
                    f"from this picture; `/imagine models` says why. What still works is `--use` with {uses}."
                )
            case UnknownModel(given, nearest, choices):
                hint = f" Did you mean `{nearest}`?" if nearest else ""
                there = f" There is {self.either(choices)}: see `/imagine models`." if choices else ""
                return f"There is no model `{given}`.{hint}{there}"
            case ModelUnavailable(name, state, end_of_life, choices):
                choice = f" Choose {self.either(choices)}, or leave the choice to me." if choices else ""
                return f"{self.model_state(name, state, end_of_life)}{choice}"
            case TooManyPictures(count, most):
                pictures = "one picture" if most == 1 else f"{most} pictures"
                return f"I can work from at most {pictures} at a time, not {count}: leave some out."
            case _:
                assert_never(fault)

    def model_state(self, name: str, state: str, end_of_life: date | None) -> str:
        """Why a model can't be called."""
        match state:
            case "ended":
                return f"{name} {f'ended on {self.day(end_of_life)}' if end_of_life else 'has ended'}."
            case "forbidden":
                return f"This AWS account has no access to {name}."
            case _:
                return f"{name} is not offered in a region that I may use."

    def day(self, day: date) -> str:
        return f"{day.day} {day:%B %Y}"

    this_picture = "this picture"
    painted_from_words = "Painted from words"
    history_alone = "Nothing has been made from this picture yet, nor was it made from another."

    def history_shortened(self, count: int) -> str:
        return f"{count} more are not shown here." if count > 1 else "One more is not shown here."

    def painted_instead(self, old: str, painter: str) -> str:
        return f"{old} can't be called any more, so {painter} painted this."

    def painted_the_rest(self, old: str, painter: str) -> str:
        return f"{old} can't be called any more, so {painter} painted the rest."

    _uses: Mapping[Use, str] = {
        Use.SPIRIT: "paint in the spirit of a picture",
        Use.COLOURS: "take the colours of a picture",
        Use.STYLE: "take the manner of a picture",
        Use.SKETCH: "finish a drawing",
        Use.ERASE: "erase something from a picture",
        Use.RECOLOUR: "recolour something in a picture",
        Use.UPSCALE: "upscale a picture",
        Use.RESTYLE: "restyle a picture after another",
        Use.TRY_ON: "try on a garment",
        Use.LAYOUT: "keep the layout of a picture",
        Use.VARIATION: "paint variations of a picture",
        Use.CHANGE: "change a part of a picture",
        Use.EXTEND: "extend a picture beyond its edges",
        Use.CUTOUT: "cut out the subject of a picture",
    }

    _parts: Mapping[str, str] = {
        "keywords": "The keywords are",
        "style": "The style is",
        "prompt": "The prompt is",
        "negative": "What `--no` leaves out is",
        "where": "What `--where` says is",
    }

    def either(self, choices: tuple[str, ...]) -> str:
        return " or ".join(f"`{choice}`" for choice in choices)

    # The modal.
    modal_title = "New picture"
    edit_title = "Edit the prompt"
    modal_submit = "Start"
    edit_submit = "Paint"
    close = "Close"
    keywords_label = "What should it show?"
    keywords_hint = "A few keywords for three ideas, or a finished prompt."
    keywords_placeholder = "lighthouse, storm"
    mode_label = "And then?"
    mode_ideas = "Three ideas to choose from"
    mode_raw = "Paint exactly this, at once"
    style_label = "Style"
    style_placeholder = "watercolour, product photo, paper cut …"
    prompt_label = "Prompt"
    count_label = "Pictures"
    shape_label = "Shape"
    shape_any = "As the painter likes"
    size_label = "Size in pixels"
    size_hint = "Instead of a shape, for an exact size."
    seed_label = "Seed"
    seed_hint = "The same seed and prompt paint the same picture. Empty: a new one."
    guidance_label = "How literally (cfg)"
    guidance_hint = "1.1 (loosely) to 10 (to the letter)."
    quality_label = "Quality"
    quality_standard = "Standard"
    quality_premium = "Premium"
    negative_label = "Leave out"
    negative_placeholder = "people, text"
    palette_label = "Palette"
    palette_placeholder = "#0b3954, #bfd7ea, #ff6663"
    creativity_label = "How daring the ideas are"
    creativity_hint = "0 (safe) to 1 (daring)."
    keywords_with_picture = "What the new picture should show. Empty: whatever fits the reference."
    pictures_label = "Reference pictures"
    pictures_hint = "Up to five. I read their character: style, light, mood, colours."
    form_titles: Mapping[str, str] = {
        "change": "Change a part",
        "erase": "Erase something",
        "recolour": "Recolour something",
        "extend": "Extend the picture",
        "upscale": "Upscale",
        "restyle": "Restyle from a picture",
        "try-on": "Try on a garment",
    }
    erase_label = "What should go?"
    erase_placeholder = "the boat, the sign on the right …"
    recolour_label = "What should get another colour?"
    recolour_placeholder = "the boat, her coat …"
    colour_label = "Which colour?"
    colour_placeholder = "deep green, pale gold …"
    garment_label = "What should be exchanged?"
    garment_hint = "Empty: what covers the upper body."
    garment_placeholder = "the jacket, the trousers …"
    enlarging_label = "How?"
    enlarging_lines: Mapping[str, str] = {
        "fast": "Fast: larger and sharper, nothing added",
        "faithful": "Faithful: fine detail that keeps to the picture",
        "creative": "Creative: new detail is invented",
    }
    size_now = "Now"

    def enlarged_to(self, size: str, price: str, painter: str) -> str:
        return f"{size or 'Several megapixels'} · {price} · {painter}"

    large_already = "This picture is as large already as upscaling makes it."
    manner_label = "In whose manner?"
    manner_hint = "Upload the picture whose manner this one should take over."
    manner_hint_or = "Upload the picture whose manner this one should take over, or choose one below."
    painted_label = "Or one that was painted here"
    painted_none = "None: the one uploaded above"
    where_label = "Which part?"
    where_placeholder = "the sky, the car on the left …"
    instead_label = "What should be there instead?"
    instead_hint = "In any language, at most 512 characters."
    beyond_label = "What is to be seen there?"
    beyond_hint = "Empty: it goes on as it is."
    side_label = "Where to?"
    side_names: Mapping[str, str] = {
        "left": "To the left",
        "right": "To the right",
        "top": "Upwards",
        "bottom": "Downwards",
        "wider": "Wider",
        "taller": "Taller",
        "around": "All round",
    }
    shape_by_side = "As wide and tall as that makes it"
    settings_title = "Channel settings"
    save = "Save"
    picture_mode_label = "When somebody posts a picture without a word to me"
    mode_off = "Do nothing"
    mode_offer = "Ask them in private whether to use it"
    mode_auto = "Read it at once and offer ideas in its thread"
    settings_of_channels = (
        "In our direct message I read every picture at once. Open the settings in a channel."
    )
    channel_model_label = "Who paints what is asked for in this channel"
    channel_model_hint = "For requests that name no model. If it can't be called, the choice is mine."

    def settings_saved(self, mode: str, painter: str) -> str:
        what = {"off": self.mode_off, "offer": self.mode_offer, "auto": self.mode_auto}[mode]
        paints = f" {painter} paints here." if painter else ""
        return f"Saved for this channel: {what[0].lower()}{what[1:]}.{paints}"

    private_label = "Who sees it?"
    private_option = "Only me, in our direct message"

    # Help.
    def help_painter(self, painter: str, prompt_limit: int) -> str:
        return f"The painter is {painter}; it takes prompts of up to {prompt_limit} characters."

    def help(self, painter: str) -> str:
        return (
            "*From a rough idea to a picture*\n"
            "`/imagine lighthouse, storm` gives you three ideas in a thread. Click one to paint it.\n"
            "`/imagine` alone opens a form with every option. In a thread, write `@Imagine lighthouse, storm`.\n\n"
            "*From a picture*\n"
            "Mention me in a message with one to five pictures, send them to me directly, or pick *Use as reference* "
            "from a message's menu. `--use` says what for: `spirit`, `colours`, `style`, `layout`, `sketch`, `variation`, "
            "`change`, `erase`, `recolour`, `extend`, `cutout`, `upscale`, `restyle`, `try-on` (these two take two "
            "pictures); `--strength light`, `medium` or `strong` how strongly, `--where the sky` which part.\n"
            "*And then* buttons below every picture vary, upscale, extend, erase, change, recolour and restyle it; "
            "*History* shows what came of what. Or reply to it: `@Imagine at night, and closer`.\n"
            "`/imagine models` lists who can paint, and for how much. `/imagine settings` is for this channel: who "
            "paints, and what happens to pictures posted in it. `/imagine usage` says what you used, as my Home tab does; "
            "admins see the workspace there, and set budgets with `/imagine budget`. `/imagine gallery boats` finds "
            "pictures, as does my Home tab; a ⭐ on one makes it a favourite.\n\n"
            "*Options*\n"
            "`--style watercolour`  the style, in your own words\n"
            "`--raw`  paint your words as they are, at once\n"
            "`--n 3`  one to five pictures\n"
            "`--ar 16:9`  the shape, or `--size 1024x1024`\n"
            "`--seed 7`  the same seed and prompt paint the same picture\n"
            "`--cfg 8`  how literally: 1.1 to 10\n"
            "`--quality premium`  more detail, a little dearer\n"
            "`--no people, text`  what to leave out\n"
            "`--palette #0b3954,#bfd7ea`  one to ten colours\n"
            "`--creativity 0.7`  how daring the ideas are: 0 to 1\n"
            "`--private`  only you see it, in our direct message\n"
            "`--model ultra`  who paints\n\n"
            f"{painter} Nothing is charged before you click *Paint* or use `--raw`."
        )

    # Models.
    model_label = "Model"
    models_title = "Models"
    models_from_words = "Painting from words"
    models_none = "Nothing that paints from words can be called now."
    models_with_pictures = "What is done with pictures, and by whom"
    models_missing = "Not available"
    models_writing = "Writing and reading, in this order"
    models_how = (
        "✅ is who is chosen. Name another with `--model`, or set one for a channel in `/imagine settings`. Prices are "
        "US dollars a picture; what writes is priced per million tokens, read / written."
    )
    models_check = "Check again"
    models_fallback = "The models, and what they can do"
    only_admins = "Only admins of the workspace can have this looked up."

    def model_chosen(self, default: str) -> str:
        return f"Chosen for you ({default})"

    def model_of_channel(self, default: str) -> str:
        return f"As set for this channel ({default})"

    def model_not_now(self, name: str) -> str:
        return f"{name} (can't be called now)"

    def model_until(self, day: str) -> str:
        return f"until {day}"

    def abilities(self, model: Capabilities) -> list[str]:
        """What tells a model that paints from words from others, in a few words each."""
        shapes = f"{len(model.sizes)} sizes" if model.sizes else f"{len(model.ratios)} shapes"
        calls = (
            f"up to {model.images_per_call} pictures a call"
            if model.images_per_call > 1
            else "one picture a call"
        )
        palette = {"native": "exact palette", "approximate": "palette in words", "none": "no palette"}
        return [shapes, calls, palette[model.palette]]

    def token_price(self, read: float, written: float) -> str:
        return f"${read:.2f} / ${written:.2f}"

    def voice_state(self, why_not: str, ends: date | None) -> str:
        """Why a language model is not asked."""
        match why_not:
            case "ended":
                return f"ended on {self.day(ends)}" if ends else "has ended"
            case "not_granted":
                return "this AWS account has no access"
            case "not_here":
                return "not offered in this region"
            case _:
                return "could not be called; asked again within the hour"

    # The App Home.
    home_start = (
        "•  `/imagine lighthouse, storm` in any channel: three ideas, and a click paints one\n"
        "•  Show me a picture, here or with `@Imagine`: three ideas in its spirit\n"
        "•  Reply to a picture, “at night, and closer”: it changes"
    )
    home_new = "New picture"
    home_models = "Models"
    home_warnings = "For admins: models that need attention"
    home_warnings_hint = "Only admins see this. `/imagine models` shows everything, and checks again."

    def home_greeting(self, who: str) -> str:
        return f"Hello {who}, what shall we paint?"

    def ends_soon(self, name: str, last_day: date, days: int, instead: str | None, *, paints: bool) -> str:
        what = "paints" if paints else "writes"
        left = {0: "today is its last day", 1: "one day is left"}.get(days, f"{days} days are left")
        then = f"Then {instead} {what}." if instead else f"Nothing {what} after that."
        return f"*{name}* ends on {self.day(last_day)}: {left}. {then}"

    def named_in_vain(self, name: str, instead: str | None, *, paints: bool) -> str:
        what = "paints" if paints else "writes"
        now = f"{instead} {what} instead." if instead else f"Nothing {what} now."
        return f"*{name}* is named in the settings, and can't be called. {now}"

    # For notifications and screen readers, where blocks are not shown.
    def fallback_card(self, keywords: str) -> str:
        return f"A picture was asked for: {keywords}"

    fallback_ideas = "Three ideas for your picture"
    fallback_use = "Your picture, and what can be done with it"
    fallback_picture = "Your picture is painted"
