"""Sentences: what the rules say when they refuse, word for word, so that it can be said in the reader's language.

A refusal that names identifiers is not here; it is shown in English, under a title and an advice that are not.
"""

from tocsin.texts.phrases import phrase

SENTENCES = (
    phrase("say why: the reason is kept with the decision"),
    phrase("name at least one claim: see tocsin claim list"),
    phrase("say what is to be corrected: the value, the status or the basis"),
    phrase("a notice needs a title, for our own eyes"),
    phrase("an answer cannot be due in the past"),
    phrase("a notice needs at least one confirmed claim: confirm what it rests on first"),
    phrase("to warn, answer all four with yes: credible, specific, impending, harm (ICD 191); else inform"),
    phrase("say which of credible, specific, impending, harm does not hold"),
    phrase("a waiver needs a ground of ICD 191, a text and a day on which it expires"),
    phrase("say who told them, when and how"),
    phrase("say of each harm why its risk is what you say it is; it is kept"),
    phrase("at a real risk, say what lessens it: a caveat, or an assurance of that state"),
    phrase("whoever weighed it cannot approve it: a second person has to"),
    phrase("at a real risk, whoever opened the notice cannot approve it"),
    phrase("the author cannot approve: a second person has to"),
    phrase("the author cannot approve a waiver: a second person has to"),
    phrase("an administrator cannot approve: a releasing officer has to"),
    phrase("the bytes are not those you were shown: look at the preview again"),
    phrase("this counterpart may hold none of the claims: see what is withheld, and why"),
    phrase("this counterpart has been told of this version already"),
    phrase("say what was done, or that nothing was"),
    phrase("say how they were told, and who was told"),
    phrase("it cannot have been told in the future"),
    phrase("it cannot have been told before it was approved"),
    phrase("a waiver expires on a day to come, and a second person approves it afterwards"),
    phrase("say what was answered"),
    phrase("the fingerprint is not that of this card: do not use it, and ask them over another channel"),
    phrase("the card is not valid today: ask them for a new one"),
    phrase("this is our own card"),
    phrase("nobody changes their own roles: another administrator has to"),
    phrase("nobody disables their own account: another administrator has to"),
    phrase("an administrator cannot be a releasing officer: give the roles to two people"),
    phrase("an account needs a name without spaces around it"),
    phrase("the store is busy with another change: try again"),
)
