"""Everything goes wrong at once, and then every job is looked at: ``python -m sandbox.chaos``.

People ask, click and cancel while processes of the bot are killed and hung and every service fails now and then.
When the faults are over and all is quiet, the rows, the messages, the objects and the calls of models must agree.
"""
