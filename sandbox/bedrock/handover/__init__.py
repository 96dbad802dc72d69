"""Real models instead of the stand-ins: any server that speaks OpenAI's chat and image protocols.

Off unless these are set, each with a model's name and a key where the server wants one::

    SANDBOX_LLM_URL=http://127.0.0.1:11434    SANDBOX_LLM_MODEL=…    SANDBOX_LLM_KEY=…
    SANDBOX_IMAGE_URL=http://127.0.0.1:8080   SANDBOX_IMAGE_MODEL=…  SANDBOX_IMAGE_KEY=…

The first hands Converse to ``/v1/chat/completions``, the second the painting of a picture from words alone to
``/v1/images/generations``; every other task stays with the sandbox's own painter. Bedrock's contract stands in
front as ever: a request is checked before it is handed over, and what comes back is told in Bedrock's terms.
Faults, behaviours and latencies that were asked for stay in force too.
"""

from sandbox.bedrock.handover.chat import ChatServer
from sandbox.bedrock.handover.images import ImageServer, Painters, PromptRefusedError
from sandbox.bedrock.handover.settings import Handover, handover_from, opened

__all__ = [
    "ChatServer",
    "Handover",
    "ImageServer",
    "Painters",
    "PromptRefusedError",
    "handover_from",
    "opened",
]
