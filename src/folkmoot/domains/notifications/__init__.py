"""What people are told: who mentioned, answered, followed or boosted them, what was decided about them.

Words: the *actor* is who did something; the *subject* is the post, decision or report that it is about.

Invariants: nobody is told of what they did themselves, nor, twice, of the same deed; what a person blocked or muted
stays silent; a decision about somebody is always told.
"""
