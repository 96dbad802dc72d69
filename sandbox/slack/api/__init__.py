"""The Web API: one function per method, told apart from HTTP."""
