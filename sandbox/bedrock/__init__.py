"""Amazon Bedrock Runtime on one machine: InvokeModel for image models, Converse for language models.

It stands in for cloud models: a painter that draws what it can read out of a prompt, and a writer that
composes prompts from a grammar. The requests, answers and errors on the wire are Bedrock's.
"""
