"""What was done, said once on the page that follows. A closed list: an address cannot put words on our pages."""

from tocsin.texts.phrases import phrase

DONE = {
    "kept": phrase("The report is kept, and has been read."),
    "judged": phrase("The claims are judged; your reason is kept with each."),
    "graded": phrase("The claims are graded."),
    "corrected": phrase("The claim is corrected. The old one stays on record."),
    "marked": phrase("The claim's marking is changed."),
    "opened": phrase("The notice is open. Decide below who is told."),
    "decided": phrase("The decision is recorded."),
    "weighed": phrase("What you weighed is recorded."),
    "waived": phrase("The waiver is in force."),
    "cut": phrase("This is what they would get. Nothing has been sent."),
    "released": phrase("Approved. It is on its way, byte for byte as it was shown."),
    "handed": phrase("It is recorded that they were told."),
    "answered": phrase("The answer is recorded."),
    "acknowledged": phrase("The sender is told that a person has read it."),
    "responded": phrase("The sender is told what was done."),
    "updated": phrase("There is a new version. Decide below what has changed; nothing has been sent."),
    "recalled": phrase("Those who hold it are told. What became of it is shown with each delivery."),
    "recall-answered": phrase("The sender is told what became of it."),
    "brought": phrase("What the file held is here. Receipts for it go back with the next file to whom it is from."),
    "enrolled": phrase("The counterpart is enrolled."),
    "agreed": phrase("The agreement is changed."),
    "settled": phrase("It is settled. Their ledger is watched again from here."),
    "added": phrase("The person is added."),
    "assigned": phrase("The person has other roles now."),
    "disabled": phrase("The person cannot sign in any more."),
    "confirmed": phrase("The person is confirmed."),
}
