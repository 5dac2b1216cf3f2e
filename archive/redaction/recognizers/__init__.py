"""One recognizer a file: text in, findings out. None of them needs a model, and none decides anything.

`self_reference` stands beside the others: it has to know the thread, and is asked where that is known.
"""

from archive.redaction.recognizers import card, email, iban, masks, national_insurance, nhs_number, phone

RECOGNIZERS = (email.find, phone.find, nhs_number.find, national_insurance.find, iban.find, card.find, masks.find)
