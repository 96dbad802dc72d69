"""The writer behind Converse: a grammar that puts a person's words into well-formed image prompts.

It is no language model, and it recognises nothing in pictures: it measures them. It reads what the painter
next door could draw out of the person's words, chooses treatments, light, viewpoint, palette and mood that suit
them, and composes. The same request gives the same answer.
"""

from sandbox.bedrock.writer.assignment import Assignment
from sandbox.bedrock.writer.seeing import UnreadablePictureError
from sandbox.bedrock.writer.tools import TOOLS, call_tool

__all__ = ["TOOLS", "Assignment", "UnreadablePictureError", "call_tool"]
