"""How much room the data folder has, and what the site does without when it runs short: in a stated order.

Reading never stops. The worker measures; every process reads what it found, and asks the disk itself what is free.
"""
