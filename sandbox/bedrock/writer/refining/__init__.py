"""What somebody says about a picture: told apart (`intent`), understood (`wishes`), and done to the prompt
(`rewriting`), or answered from the facts (`answering`).
"""
