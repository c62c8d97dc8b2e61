"""Commands about agreements, requests and erasing: what `--help` says of them."""

from tocsin.texts.phrases import phrase

SUBJECT_HELP = (
    phrase("For what they may hold data about people; may be repeated."),
    phrase("About whom they may hold something; may be repeated."),
    phrase("What they may hold about people; may be repeated."),
    phrase("A state whose matters they may hear of, or 'all'; may be repeated."),
    phrase("A claim, with what it replaced; may be repeated."),
    phrase("A whole report with every claim; may be repeated."),
    phrase("Answer it and print the letter. What is granted names the CLAIMS that they are told."),
    phrase("Destroy what is held, with its keys, and take it back from everybody who was told. There is no way back."),
    phrase("Everything about somebody; may be repeated."),
    phrase("For the authority; never in the letter."),
    phrase("How it is answered."),
    phrase("How it was made sure that they are who they say."),
    phrase("In their words."),
    phrase("List the requests."),
    phrase("Show whoever may be meant by it, and what is held about them. You decide who is."),
    phrase("Somebody asks what is held about them, or wants it put right or erased."),
    phrase("Take a request down; thirty days run from now."),
    phrase("The reason, kept in the journal. Without it, only what would go is shown."),
    phrase("What they ask for."),
    phrase("What those who were told are given as the reason."),
)
